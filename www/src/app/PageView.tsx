import { type ComponentType, lazy, Suspense } from 'react';
import { NeedsData } from '../components/NeedsData';
import { StartPage } from '../pages/start/StartPage';
import type { Page } from '../state/model';
import { useSession } from '../state/session';
import { Loading } from './Loading';

const PAGES: Record<Exclude<Page, 'start'>, ComponentType> = {
  quality: lazy(() => import('../pages/quality/QualityPage')),
  duplicates: lazy(() => import('../pages/duplicates/DuplicatesPage')),
  customers: lazy(() => import('../pages/customers/CustomersPage')),
  funnel: lazy(() => import('../pages/funnel/FunnelPage')),
  analytics: lazy(() => import('../pages/analytics/AnalyticsPage')),
  segments: lazy(() => import('../pages/segments/SegmentsPage')),
  rules: lazy(() => import('../pages/rules/RulesPage')),
  actions: lazy(() => import('../pages/actions/ActionsPage')),
  entry: lazy(() => import('../pages/entry/EntryPage')),
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
