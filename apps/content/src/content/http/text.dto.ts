import { ApiProperty } from '@nestjs/swagger';

export const EXAMPLE_TEXT = 'The relay sends each message again until the broker has confirmed it.';

/** A text with what is needed to cite it. Offsets are UTF-16 units of `text`. */
export class TextDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty({ example: 'docs/messaging.md' })
  source!: string;

  @ApiProperty({
    description: 'Of the bytes',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  sha256!: string;

  @ApiProperty({
    description: 'Of the text in UTF-8',
    example: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
  })
  textSha256!: string;

  @ApiProperty({ example: 'Messaging' })
  title!: string;

  @ApiProperty({ description: 'ISO 639-1, or und', example: 'en' })
  language!: string;

  @ApiProperty({ example: EXAMPLE_TEXT })
  text!: string;

  @ApiProperty({
    type: 'array',
    description: '`[start, end]` of each sentence',
    items: { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 },
    example: [[0, EXAMPLE_TEXT.length]],
  })
  sentences!: [number, number][];
}
