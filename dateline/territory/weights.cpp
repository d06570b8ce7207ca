#include "dateline/territory/weights.h"

#include <array>

#include "dateline/territory/keyed_values.h"

// weights.csv = key,value,reason ; every row with a reason; keys of the table below, each once.

namespace dateline {
namespace {

using W = ControlWeights;
constexpr std::array<ValueKey<W>, 56> kKeys = {{
    {"drift", &W::drift, 0, 0.5},
    {"neighbours", &W::neighbours, 0, 1},
    {"neighbour_km", &W::neighbour_km, 1, 500},
    {"capture", &W::capture, 0, 6},
    {"capture_open", &W::capture_open, 0, 1},
    {"withdraw", &W::withdraw, 0, 6},
    {"withdraw_open", &W::withdraw_open, 0, 1},
    {"hold", &W::hold, 0, 6},
    {"hold_open", &W::hold_open, 0, 1},
    {"attributive", &W::attributive, 0, 6},
    {"attributive_open", &W::attributive_open, 0, 1},
    {"enter", &W::enter, 0, 6},
    {"enter_open", &W::enter_open, 0, 1},
    {"clash", &W::clash, 0, 6},
    {"clash_open", &W::clash_open, 0, 1},
    {"attack", &W::attack, 0, 6},
    {"attack_open", &W::attack_open, 0, 1},
    {"present", &W::present, 0, 6},
    {"present_open", &W::present_open, 0, 1},
    {"present_armed", &W::present_armed, 0, 6},
    {"present_armed_open", &W::present_armed_open, 0, 1},
    {"strike", &W::strike, 0, 6},
    {"advance", &W::advance, 0, 6},
    {"besiege", &W::besiege, 0, 6},
    {"cut", &W::cut, 0, 6},
    {"reinforce", &W::reinforce, 0, 6},
    {"against", &W::against, 0, 6},
    {"against_own", &W::against_own, 0, 6},
    {"contested_share", &W::contested_share, 0, 1},
    {"inside_share", &W::inside_share, 0, 1},
    {"open_to_contested", &W::open_to_contested, 0, 1},
    {"open_again", &W::open_again, 0, 1},
    {"own_gain", &W::own_gain, 0, 3},
    {"admission", &W::admission, 0, 3},
    {"monitor", &W::monitor, 0, 3},
    {"official", &W::official, 0, 3},
    {"anonymous", &W::anonymous, 0, 3},
    {"resident", &W::resident, 0, 3},
    {"analyst", &W::analyst, 0, 3},
    {"outlet_floor", &W::outlet_floor, 0, 1},
    {"relay", &W::relay, 0, 1},
    {"several", &W::several, 0, 1},
    {"repeat", &W::repeat, 0, 1},
    {"window_days", &W::window_days, 1, 365},
    {"suburb", &W::suburb, 0, 1},
    {"edge", &W::edge, 0, 1},
    {"edge_control", &W::edge_control, 0, 1},
    {"region", &W::region, 0, 1},
    {"region_fight", &W::region_fight, 0, 1},
    {"region_places", &W::region_places, 1, 1000},
    {"region_limit", &W::region_limit, 1, 100000},
    {"within", &W::within, 0, 1},
    {"background", &W::background, 0, 1},
    {"day_before", &W::day_before, 0, 1},
    {"siege_days", &W::siege_days, 1, 10000},
    {"confidence_floor", &W::confidence_floor, 0, 1},
}};

}  // namespace

Result<ControlWeights> load_control_weights(const std::string& path) {
  return load_keyed_values<W>(path, kKeys);
}

std::string to_text(const ControlWeights& weights) { return keyed_text<W>(weights, kKeys); }

}  // namespace dateline
