/**
 * The little of a browser's document that the script of the page uses. The types of all of it would change the types of
 * Node.js everywhere else.
 */
export interface PageElement {
  hidden: boolean;
  className: string;
  textContent: string;
  innerHTML: string;
  value: string;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  addEventListener(event: string, listener: () => void): void;
  appendChild(child: PageElement): void;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  click(): void;
  remove(): void;
  href: string;
  download: string;
}

export interface BrowserPage {
  body: PageElement;
  getElementById(id: string): PageElement | null;
  createElement(name: string): PageElement;
}

export interface BrowserWindow {
  addEventListener(event: string, listener: () => void): void;
  setTimeout(action: () => void, milliseconds: number): void;
  Blob: new (parts: string[], options: {type: string}) => object;
  URL: {createObjectURL(blob: object): string; revokeObjectURL(url: string): void};
}
