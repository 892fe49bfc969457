const { map } = require('rxjs');

/** Takes one of an item if there is one left. Returns whether there was. */
exports.take = (items, name) =>
  items
    .updateOne({ name, left: { $gt: 0 } }, { $inc: { left: -1 } })
    .pipe(map(({ matchedCount }) => matchedCount === 1));
