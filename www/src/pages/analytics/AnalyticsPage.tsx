import './analytics.css';
import { Tabs } from 'antd';
import { type ComponentType, lazy, Suspense } from 'react';
import { Heading } from '../../components/Heading';
import { Waiting } from '../../components/Waiting';
import { useText } from '../../i18n/useText';

const TABS = {
  kpis: lazy(() => import('./kpis/KpisTab')),
  overlap: lazy(() => import('./overlap/OverlapTab')),
  profile: lazy(() => import('./profile/ProfileTab')),
  cohorts: lazy(() => import('./cohorts/CohortsTab')),
  attribution: lazy(() => import('./attribution/AttributionTab')),
  baskets: lazy(() => import('./baskets/BasketsTab')),
} satisfies Record<string, ComponentType>;
type Tab = keyof typeof TABS;

/** What the numbers say about many customers, question by question. */
export default function AnalyticsPage() {
  const { title, lead, tabs } = useText().analytics;
  const items = (Object.keys(TABS) as Tab[]).map((key) => ({ key, label: tabs[key], children: <Shown tab={key} /> }));
  return (
    <div className="stack">
      <Heading title={title} lead={lead} />
      <Tabs items={items} destroyOnHidden />
    </div>
  );
}

function Shown({ tab }: { tab: Tab }) {
  const Chosen = TABS[tab];
  return (
    <Suspense fallback={<Waiting />}>
      <Chosen />
    </Suspense>
  );
}
