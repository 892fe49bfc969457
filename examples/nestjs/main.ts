import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { MongoModule } from './mongo.module.js';
import { TasksModule } from './tasks.js';

const { MONGODB_URI = 'mongodb://localhost:27017', PORT = '3000' } = process.env;

@Module({
  imports: [MongoModule.forRoot({ url: MONGODB_URI, database: 'motorized_example_nestjs' }), TasksModule],
})
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
// SIGTERM and SIGINT end the application, and with it the client.
app.enableShutdownHooks();
await app.listen(Number(PORT));
console.log(`listening on port ${new URL(await app.getUrl()).port}`);
