import { lastValueFrom, map, toArray } from 'rxjs';

/** A page with the titles of all posts. */
export const render = (posts) =>
  lastValueFrom(
    posts
      .find()
      .sort({ title: 1 })
      .pipe(
        map(({ title }) => `<li>${title}</li>`),
        toArray(),
        map((items) => `<ul>${items.join('')}</ul>`),
      ),
  );
