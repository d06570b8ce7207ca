// The day slider with its bars, and play.
import {Model} from './data';
import {h} from './dom';
import {State} from './state';
import {longDay, plural, shortDay} from './words';

const STEP_MS = 1100;

export class Timeline {
  readonly root: HTMLElement;
  private readonly range: HTMLInputElement;
  private readonly heading = h('h2.day', {'aria-live': 'polite'});
  private readonly count = h('span.daycount');
  private readonly bars: HTMLElement[];
  private readonly play: HTMLButtonElement;
  private timer = 0;

  constructor(private readonly model: Model, private readonly state: State) {
    const days = model.data.days, counts = model.dayCounts(), most = Math.max(1, ...counts);
    this.bars = counts.map((count, day) => {
      const bar = h('i', {title: `${shortDay(days[day] ?? '')}: ${plural(count, 'claim')}`,
                          click: () => this.choose(day)}, h('b'));
      bar.style.setProperty('--h', String(count / most));
      return bar;
    });
    this.range = h<HTMLInputElement>('input', {
      type: 'range', min: 0, max: Math.max(0, days.length - 1), step: 1, id: 'day',
      'aria-label': 'Day', input: () => this.choose(Number(this.range.value))});
    this.play = h<HTMLButtonElement>('button.play', {type: 'button', click: () => this.toggle()});
    const step = (label: string, text: string, by: number): HTMLElement => h(
        'button.step', {type: 'button', 'aria-label': label, title: label,
                        click: () => this.choose(this.state.day + by)}, text);
    this.root = h('section.timeline', {'aria-label': 'Day'},
        h('div.when', {}, this.heading, this.count),
        days.length === 0
            ? h('p.empty', {}, 'The record has no days: no dispatch in it has a date and a claim.')
            : h('div.controls', {},
                h('div.buttons', {}, step('Day before', '‹', -1), this.play, step('Day after', '›', 1)),
                h('div.track', {}, h('div.bars', {'aria-hidden': 'true'}, ...this.bars), this.range,
                  h('div.ends', {'aria-hidden': 'true'}, h('span', {}, shortDay(days[0] ?? '')),
                    h('span', {}, shortDay(days[days.length - 1] ?? ''))))));
    this.showPlaying();
    this.update();
  }

  update(): void {
    const day = this.state.dayText(), counts = this.bars.length;
    this.range.value = String(this.state.day);
    this.range.setAttribute('aria-valuetext', longDay(day));
    this.heading.textContent = day ? longDay(day) : 'No day';
    this.count.textContent = counts ? `day ${this.state.day + 1} of ${counts}` : '';
    this.bars.forEach((bar, index) => bar.classList.toggle('on', index === this.state.day));
  }

  private choose(day: number): void {
    this.stop();
    this.state.setDay(day);
  }

  toggle(): void {
    if (this.timer) return this.stop();
    const last = this.model.data.days.length - 1;
    if (this.state.day >= last) this.state.setDay(0);
    this.timer = window.setInterval(() => {
      if (this.state.day >= last) this.stop();
      else this.state.setDay(this.state.day + 1);
    }, STEP_MS);
    this.showPlaying();
  }

  stop(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
    this.showPlaying();
  }

  private showPlaying(): void {
    const label = this.timer ? 'Pause' : 'Play';
    this.play.textContent = this.timer ? '❚❚' : '▶';
    this.play.setAttribute('aria-label', label);
    this.play.title = label;
    // While the days run by, each of them is not read out.
    this.heading.setAttribute('aria-live', this.timer ? 'off' : 'polite');
  }
}
