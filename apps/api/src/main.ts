import { SwaggerModule } from '@nestjs/swagger';
import { createApp, describeApp } from './app.js';
import { settingsOf } from './settings.js';

const start = async (): Promise<void> => {
  const { host, port } = settingsOf(process.env);
  const app = await createApp({ logging: true });
  SwaggerModule.setup('docs', app, () => describeApp(app), { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
  await app.listen(port, host);
};

start().catch((error: Error) => {
  process.stderr.write(`The api does not start: ${error.message}\n`);
  process.exit(1);
});
