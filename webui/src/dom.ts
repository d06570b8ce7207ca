// Elements from code. Text is only ever set as text, so that no dispatch can become markup.

type Child = Node | string | number | null | undefined | false;
type Value = string | number | boolean | undefined | ((event: never) => void);

const SVG = 'http://www.w3.org/2000/svg';

function fill(element: Element, attributes: Record<string, Value>, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') {
      element.addEventListener(name, value as unknown as EventListener);
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(typeof child === 'number' ? String(child) : child);
  }
}

/** `h('button.quiet', {click: f}, 'Play')`: a tag with classes, attributes or listeners, children. */
export function h<T extends HTMLElement = HTMLElement>(
    tag: string, attributes: Record<string, Value> = {}, ...children: Child[]): T {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name || 'div');
  if (classes.length) element.className = classes.join(' ');
  fill(element, attributes, children);
  return element as T;
}

export function svg(tag: string, attributes: Record<string, Value> = {},
                    ...children: Child[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  fill(element, attributes, children);
  return element;
}

/** A link out, for http and https only; else the text alone. */
export function outLink(url: string, text: string): Node {
  if (!/^https?:\/\//i.test(url)) return document.createTextNode(text);
  return h('a', {href: url, target: '_blank', rel: 'noopener noreferrer'}, text);
}

export function debounced(run: () => void, milliseconds: number): () => void {
  let timer = 0;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(run, milliseconds);
  };
}
