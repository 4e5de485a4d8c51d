import './rules.css';
import { later } from '../../components/later';
import { TabbedPage } from '../../components/TabbedPage';
import { useText } from '../../i18n/useText';
import { RulesTab } from './RulesTab';

const TABS = {
  rules: RulesTab,
  results: later(() => import('./results/ResultsTab')),
  handed: later(() => import('./handed/HandedTab')),
  channels: later(() => import('./channels/ChannelsTab')),
  journeys: later(() => import('./journeys/JourneysTab')),
  assignment: later(() => import('./assignment/AssignmentTab')),
};

/** What is done for customers: the rules and what came of them, by which ways, step by step, and by whom. */
export default function RulesPage() {
  const { rules, ruleTabs } = useText();
  return <TabbedPage title={rules.title} lead={rules.lead} tabs={TABS} labels={ruleTabs} />;
}
