import type { Collection, ObjectId, WithId } from 'motorized/promise';

export interface Job<Task> {
  readonly task: Task;
  readonly tries: number;
  /** Nobody else takes it before; the beginning of time where nobody has it. */
  readonly leasedUntil: Date;
}

const NOBODY = new Date(0);

/** Jobs that are done once each, or again where a worker does not come back. */
export class Queue<Task> {
  constructor(
    private readonly jobs: Collection<Job<Task>>,
    private readonly leaseMs: number,
  ) {}

  async prepare(): Promise<void> {
    await this.jobs.createIndex({ leasedUntil: 1 });
  }

  async add(tasks: readonly Task[]): Promise<void> {
    await this.jobs.insertMany(tasks.map((task) => ({ task, tries: 0, leasedUntil: NOBODY })));
  }

  /** The job that has waited longest; null where none waits. One update finds and leases it, so that no two workers have it. */
  async take(now = new Date()): Promise<WithId<Job<Task>> | null> {
    const leasedUntil = new Date(now.getTime() + this.leaseMs);
    return this.jobs.findOneAndUpdate(
      { leasedUntil: { $lte: now } },
      { $set: { leasedUntil }, $inc: { tries: 1 } },
      { sort: { leasedUntil: 1, _id: 1 }, returnDocument: 'after' },
    );
  }

  /** Whether it was still ours: who comes back too late finds the job in other hands, and must not count it. */
  async finish({ _id, leasedUntil }: { readonly _id: ObjectId; readonly leasedUntil: Date }): Promise<boolean> {
    const { deletedCount } = await this.jobs.deleteOne({ _id, leasedUntil });
    return deletedCount === 1;
  }

  async size(): Promise<number> {
    return this.jobs.countDocuments();
  }
}
