/** The navigation of the site with the streams, as VitePress takes it. */
import {NAVIGATION, STREAM_LIST, fileOf, routeOf} from './navigation';

export interface SidebarItem {
  text: string;
  link: string;
}

export interface SidebarGroup {
  text: string;
  collapsed: boolean;
  items: (SidebarItem | SidebarGroup)[];
}

/** @param streamList the text of docs/streams.md, whose groups become groups of pages */
export function sidebar(streamList: string): SidebarGroup[] {
  return NAVIGATION.map(({text, entries}, index) => {
    const items = entries.map((entry) => ({text: entry.text, link: linkTo(entry.source)}));
    const hasStreams = entries.some(({source}) => source === STREAM_LIST);
    const groups = hasStreams ? streamGroups(streamList) : [];
    return {text, collapsed: index > 2, items: [...items, ...groups]};
  });
}

function linkTo(source: string): string {
  const route = routeOf(fileOf(source)) ?? '';
  const anchor = source.slice(fileOf(source).length);
  return `/${route.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '')}${anchor}`;
}

function streamGroups(streamList: string): SidebarGroup[] {
  const [, ...sections] = streamList.split(/^## /m);
  return sections.map((section) => ({
    text: section.slice(0, section.indexOf('\n')),
    collapsed: true,
    items: [...section.matchAll(/^\| \[`(\w+)`\]\((\S+)\)/gm)].map(([, name, page]) => ({
      text: name!,
      link: linkTo(`docs/${page!}`),
    })),
  }));
}
