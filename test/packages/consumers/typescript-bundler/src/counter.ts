import type { Db } from 'motorized/rxjs';
import { map, type Observable } from 'rxjs';

/** Counts a visit to a page, and returns how many there have been. */
export const visit = (db: Db, page: string): Observable<number> =>
  db
    .collection<{ _id: string; visits: number }>('pages')
    .findOneAndUpdate({ _id: page }, { $inc: { visits: 1 } }, { upsert: true, returnDocument: 'after' })
    .pipe(map((found) => found?.visits ?? 0));
