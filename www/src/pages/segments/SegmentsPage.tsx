import { later } from '../../components/later';
import { TabbedPage } from '../../components/TabbedPage';
import { useText } from '../../i18n/useText';
import { SegmentsTab } from './SegmentsTab';

const TABS = {
  segments: SegmentsTab,
  tags: later(() => import('./tags/TagsTab')),
  scores: later(() => import('./scores/ScoresTab')),
};

/** Who the customers are: segments, tags, and any condition one likes. */
export default function SegmentsPage() {
  const { title, lead, tabs } = useText().segments;
  return <TabbedPage title={title} lead={lead} tabs={TABS} labels={tabs} />;
}
