/** The part of the DOM that the readers use; the project compiles without the DOM's own type library. */
export interface DomNode {
  /** 1 element, 3 text. */
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<DomNode>;
}

export interface DomElement extends DomNode {
  readonly parentNode: DomElement | null;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  closest(selector: string): DomElement | null;
  remove(): void;
}

export interface DomDocument extends DomElement {
  readonly title: string;
  readonly body: DomElement;
}

export function isElement(node: DomNode): node is DomElement {
  return node.nodeType === 1;
}
