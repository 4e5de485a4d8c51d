import './rules.css';
import { Tabs } from 'antd';
import { type ComponentType, lazy, Suspense } from 'react';
import { Heading } from '../../components/Heading';
import { Waiting } from '../../components/Waiting';
import { useText } from '../../i18n/useText';
import { RulesTab } from './RulesTab';

const TABS = {
  rules: RulesTab,
  results: lazy(() => import('./results/ResultsTab')),
  channels: lazy(() => import('./channels/ChannelsTab')),
  journeys: lazy(() => import('./journeys/JourneysTab')),
  assignment: lazy(() => import('./assignment/AssignmentTab')),
} satisfies Record<string, ComponentType>;
type Tab = keyof typeof TABS;

/** What is done for customers: the rules and what came of them, by which ways, step by step, and by whom. */
export default function RulesPage() {
  const { rules, ruleTabs } = useText();
  const items = (Object.keys(TABS) as Tab[]).map((key) => ({
    key,
    label: ruleTabs[key],
    children: <Shown tab={key} />,
  }));
  return (
    <div className="stack">
      <Heading title={rules.title} lead={rules.lead} />
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
