import { IsHash, IsInt, IsString, IsUUID, Min, MinLength } from 'class-validator';
import { Description } from '../schema/description.js';
import { NestedList } from '../schema/nested.js';

/** An exact place in a source: `text.slice(start, end) === quote`, in UTF-16 units of the normalised text. */
export class Citation {
  @IsUUID()
  contentId!: string;

  @Description('The source as its user named it: a path or a URL.')
  @IsString()
  source!: string;

  @Description("Of the source's bytes.")
  @IsHash('sha256')
  sha256!: string;

  @IsInt()
  @Min(0)
  start!: number;

  @IsInt()
  @Min(1)
  end!: number;

  @IsString()
  @MinLength(1)
  quote!: string;
}

/** A statement that a source makes. Without a citation there is no claim. */
export class Claim {
  @IsString()
  @MinLength(1)
  id!: string;

  @IsString()
  @MinLength(1)
  text!: string;

  @NestedList(() => Citation)
  citations!: Citation[];
}
