import './rules.css';
import { lazy } from 'react';
import { TabbedPage } from '../../components/TabbedPage';
import { useText } from '../../i18n/useText';
import { RulesTab } from './RulesTab';

const TABS = {
  rules: RulesTab,
  results: lazy(() => import('./results/ResultsTab')),
  handed: lazy(() => import('./handed/HandedTab')),
  channels: lazy(() => import('./channels/ChannelsTab')),
  journeys: lazy(() => import('./journeys/JourneysTab')),
  assignment: lazy(() => import('./assignment/AssignmentTab')),
};

/** What is done for customers: the rules and what came of them, by which ways, step by step, and by whom. */
export default function RulesPage() {
  const { rules, ruleTabs } = useText();
  return <TabbedPage title={rules.title} lead={rules.lead} tabs={TABS} labels={ruleTabs} />;
}
