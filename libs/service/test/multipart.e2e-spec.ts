import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Module, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { currentContext, signCaller } from '@edda/kernel';
import { createService, loadConfig, type RunningService } from '../src/index.js';
import { memoryLog } from './memory-log.js';
import { NoteConfig, SECRET } from './note-service.js';

@Controller('files')
class FileController {
  @Post()
  async upload(@Req() request: FastifyRequest): Promise<object> {
    const file = await request.file();
    const bytes = await file!.toBuffer();
    return { name: file!.filename, size: bytes.length, tenant: currentContext()?.tenantId };
  }

  @Post('json')
  json(@Body() body: object): object {
    return body;
  }
}

@Module({ controllers: [FileController] })
class FileModule {}

let service: RunningService;
beforeAll(async () => {
  const http = (): object => ({ multipart: { fileSize: 2000, files: 1, fields: 1 } });
  service = await createService(
    { name: 'files', title: 'Files', config: NoteConfig, module: () => FileModule, http },
    { config: loadConfig(NoteConfig, { CALLER_SECRET: SECRET, BODY_LIMIT: '1024' }), logger: memoryLog().logger },
  );
});
afterAll(() => service.close());

async function upload(body: FormData | string, headers: Record<string, string> = {}): Promise<Response> {
  const token = await signCaller({ tenantId: 'acme', userId: null }, SECRET);
  return fetch(new URL('/api/v1/files', service.url), {
    method: 'POST',
    body,
    headers: { ...headers, 'x-edda-caller': token },
  });
}

function form(size: number): FormData {
  const data = new FormData();
  data.set('file', new Blob(['x'.repeat(size)]), 'a.txt');
  return data;
}

describe('a service that takes forms', () => {
  it('reads a file larger than a JSON body may be, in the context of the request', async () => {
    expect(await (await upload(form(1900))).json()).toEqual({ name: 'a.txt', size: 1900, tenant: 'acme' });
  });

  it('refuses a file over its limit', async () => {
    const response = await upload(form(2001));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'REQUEST.TOO_LARGE' });
  });

  it.each([
    ['a form without a boundary', 'x', { 'content-type': 'multipart/form-data' }],
    [
      'a form that breaks off',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
      { 'content-type': 'multipart/form-data; boundary=x' },
    ],
    ['JSON where a form is needed', '{}', { 'content-type': 'application/json' }],
  ])('refuses %s', async (_what, body, headers) => {
    const response = await upload(body, headers as unknown as Record<string, string>);
    expect(response.headers.get('content-type')).toMatch(/problem\+json/);
    expect([400, 415]).toContain(response.status);
  });
});
