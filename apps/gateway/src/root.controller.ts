import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

/** Says where everything is. */
@ApiExcludeController()
@Controller()
export class RootController {
  @Get()
  root(): Record<string, string> {
    return { name: 'edda', api: '/api/v1', documentation: '/docs', openApi: '/openapi.json', health: '/health/ready' };
  }
}
