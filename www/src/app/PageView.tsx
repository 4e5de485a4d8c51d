import { type ComponentType, Suspense } from 'react';
import { later } from '../components/later';
import { NeedsData } from '../components/NeedsData';
import { StartPage } from '../pages/start/StartPage';
import type { Page } from '../state/model';
import { useSession } from '../state/session';
import { Loading } from './Loading';

const PAGES: Record<Exclude<Page, 'start'>, ComponentType> = {
  quality: later(() => import('../pages/quality/QualityPage')),
  duplicates: later(() => import('../pages/duplicates/DuplicatesPage')),
  customers: later(() => import('../pages/customers/CustomersPage')),
  funnel: later(() => import('../pages/funnel/FunnelPage')),
  analytics: later(() => import('../pages/analytics/AnalyticsPage')),
  segments: later(() => import('../pages/segments/SegmentsPage')),
  rules: later(() => import('../pages/rules/RulesPage')),
  actions: later(() => import('../pages/actions/ActionsPage')),
  entry: later(() => import('../pages/entry/EntryPage')),
};

/** The page that was chosen; all but the first need data. */
export function PageView() {
  const { page, dataset } = useSession().state;
  if (page === 'start') return <StartPage />;
  if (!dataset) return <NeedsData />;
  const Chosen = PAGES[page];
  return (
    <Suspense fallback={<Loading />}>
      <Chosen />
    </Suspense>
  );
}
