import './analytics.css';
import { later } from '../../components/later';
import { TabbedPage } from '../../components/TabbedPage';
import { useText } from '../../i18n/useText';

const TABS = {
  kpis: later(() => import('./kpis/KpisTab')),
  overlap: later(() => import('./overlap/OverlapTab')),
  profile: later(() => import('./profile/ProfileTab')),
  clusters: later(() => import('./clusters/ClustersTab')),
  cohorts: later(() => import('./cohorts/CohortsTab')),
  attribution: later(() => import('./attribution/AttributionTab')),
  baskets: later(() => import('./baskets/BasketsTab')),
};

/** What the numbers say about many customers, question by question. */
export default function AnalyticsPage() {
  const { title, lead, tabs } = useText().analytics;
  return <TabbedPage title={title} lead={lead} tabs={TABS} labels={tabs} />;
}
