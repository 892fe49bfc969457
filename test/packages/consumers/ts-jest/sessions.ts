import type { Collection, ObjectId } from 'motorized/promise';

export interface Visit {
  _id: ObjectId;
  page: string;
  at: Date;
}

/** The pages that were visited, the latest first. */
export async function latest(visits: Collection<Visit>): Promise<string[]> {
  const pages: string[] = [];
  for await (const { page } of visits.find().sort({ at: -1 })) pages.push(page);
  return pages;
}
