import type { Filter, Page, Place } from './model';
import { PAGES } from './model';

/** What is searched for may be somebody's number, which has no place in the history of a browser. */
const FILTERS = ['segment', 'tag'] as const;

/** Where one is, as the part of the address behind the `#`: `#/customers?segment=silent&customer=C…`. */
export function hashOf({ page, tab, filter, opened }: Place): string {
  const query = new URLSearchParams();
  for (const name of FILTERS) if (filter[name]) query.set(name, filter[name]);
  if (opened) query.set('customer', opened);
  const path = [page, ...(tab ? [tab] : [])].join('/');
  return query.size > 0 ? `#/${path}?${query}` : `#/${path}`;
}

/** Where an address leads; whatever it says that there is not, is the start. */
export function placeOf(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name = '', tab] = path.split('/');
  const query = new URLSearchParams(search);
  const filter: Filter = {};
  for (const key of FILTERS) filter[key] = query.get(key) ?? undefined;
  return { page: isPage(name) ? name : 'start', tab: tab || null, filter, opened: query.get('customer') };
}

const isPage = (name: string): name is Page => PAGES.some((page) => page === name);
