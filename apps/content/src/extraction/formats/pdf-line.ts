/** One printed line of a PDF page. Lengths are in points, the origin is the page's lower left corner. */
export interface PdfLine {
  readonly text: string;
  /** Left edge. */
  readonly x: number;
  /** Right edge. */
  readonly right: number;
  /** Baseline. */
  readonly y: number;
  /** Size of most of its characters. */
  readonly size: number;
  /** Font of most of its characters; a name that means something within its page only. */
  readonly font: string;
  /** Dots led from its words to a page number, as in a table of contents; they are not in the text. */
  readonly hasLeaders: boolean;
}
