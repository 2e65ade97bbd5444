import {renderMermaidSVG} from 'beautiful-mermaid';

/**
 * The diagram in the colours of the page, which the style sheet gives. Its own style sheet asks Google for fonts, so it is
 * left out; theme/diagram.css takes its place.
 * @throws Error for a diagram that cannot be read.
 */
export function diagramSvg(mermaid: string): string {
  const svg = renderMermaidSVG(mermaid, {transparent: true, font: 'inherit'})
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/ style="[^"]*"/, '');
  return `<div class="diagram" tabindex="0" role="img" aria-label="Diagram" v-pre>${svg}</div>\n`;
}
