// Reads one dispatch and prints who does what where, a line a claim:
//
//   read_one examples/dispatches/2024-12-05-example-wire-01.txt
#include <iostream>

#include "dateline/dispatch/read.h"
#include "dateline/pipeline.h"

int main(int argc, char** argv) {
  const auto engine = dateline::load_engine("");  // weights, words and bundled theatres
  if (!engine || argc != 2) return std::cerr << "usage: read_one FILE\n", 2;
  const auto status = dateline::read_dispatches(argv[1], {}, [&](auto document) {
    if (!document) return void(std::cerr << to_string(document.error()) << "\n");
    for (const dateline::Claim& claim : dateline::read_claims(*document, *engine)) {
      std::cout << (claim.who.empty() ? "somebody" : claim.who.front().id.str()) << ' '
                << (claim.negated ? "not " : "") << to_string(claim.type) << ' '
                << (claim.where.empty() ? "-" : claim.where.front().name) << '\n';
    }
  });
  return status ? 0 : 1;
}
