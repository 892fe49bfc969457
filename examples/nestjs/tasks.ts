import {
  type ArgumentsHost,
  BadRequestException,
  Body,
  Catch,
  ConflictException,
  Controller,
  type ExceptionFilter,
  Get,
  Inject,
  Injectable,
  Module,
  NotFoundException,
  type OnModuleInit,
  Param,
  type PipeTransform,
  Post,
  UseFilters,
} from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { type Collection, MongoServerError, ObjectId, type WithId } from 'motorized/promise';

import { InjectCollection, MongoModule } from './mongo.module.js';

interface Task {
  readonly title: string;
  readonly isDone: boolean;
}

const DUPLICATE_KEY = 11_000;

/** The text of a path as an id: what is none is the client's fault. */
class ObjectIdPipe implements PipeTransform<string, ObjectId> {
  transform(text: string): ObjectId {
    if (!ObjectId.isValid(text)) throw new BadRequestException(`${text} is no id`);
    return new ObjectId(text);
  }
}

/** A title that is taken is a conflict; every other error of the server is ours. */
@Catch(MongoServerError)
class DuplicateFilter extends BaseExceptionFilter implements ExceptionFilter {
  override catch(error: MongoServerError, host: ArgumentsHost): void {
    super.catch(error.code === DUPLICATE_KEY ? new ConflictException('there is such a task already') : error, host);
  }
}

@Injectable()
class TasksService implements OnModuleInit {
  constructor(@InjectCollection('tasks') private readonly tasks: Collection<Task>) {}

  async onModuleInit(): Promise<void> {
    await this.tasks.createIndex({ title: 1 }, { unique: true });
  }

  async add(title: string): Promise<WithId<Task>> {
    const task = { title, isDone: false };
    const { insertedId } = await this.tasks.insertOne(task);
    return { ...task, _id: insertedId };
  }

  list(): Promise<WithId<Task>[]> {
    return this.tasks.find().sort({ _id: 1 }).toArray();
  }

  async finish(_id: ObjectId): Promise<WithId<Task>> {
    const task = await this.tasks.findOneAndUpdate({ _id }, { $set: { isDone: true } }, { returnDocument: 'after' });
    if (task === null) throw new NotFoundException(`there is no task ${_id.toHexString()}`);
    return task;
  }
}

@Controller('tasks')
@UseFilters(DuplicateFilter)
class TasksController {
  constructor(@Inject(TasksService) private readonly service: TasksService) {}

  @Get()
  list(): Promise<WithId<Task>[]> {
    return this.service.list();
  }

  @Post()
  add(@Body('title') title: unknown): Promise<WithId<Task>> {
    if (typeof title !== 'string' || title === '') throw new BadRequestException('a task has a title');
    return this.service.add(title);
  }

  @Post(':id/done')
  finish(@Param('id', ObjectIdPipe) id: ObjectId): Promise<WithId<Task>> {
    return this.service.finish(id);
  }
}

@Module({ imports: [MongoModule.forFeature('tasks')], controllers: [TasksController], providers: [TasksService] })
export class TasksModule {}
