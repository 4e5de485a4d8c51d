import './analytics.css';
import { lazy } from 'react';
import { TabbedPage } from '../../components/TabbedPage';
import { useText } from '../../i18n/useText';

const TABS = {
  kpis: lazy(() => import('./kpis/KpisTab')),
  overlap: lazy(() => import('./overlap/OverlapTab')),
  profile: lazy(() => import('./profile/ProfileTab')),
  clusters: lazy(() => import('./clusters/ClustersTab')),
  cohorts: lazy(() => import('./cohorts/CohortsTab')),
  attribution: lazy(() => import('./attribution/AttributionTab')),
  baskets: lazy(() => import('./baskets/BasketsTab')),
};

/** What the numbers say about many customers, question by question. */
export default function AnalyticsPage() {
  const { title, lead, tabs } = useText().analytics;
  return <TabbedPage title={title} lead={lead} tabs={TABS} labels={tabs} />;
}
