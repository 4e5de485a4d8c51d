import { Tabs } from 'antd';
import { lazy, Suspense } from 'react';
import { Heading } from '../../components/Heading';
import { Waiting } from '../../components/Waiting';
import { useText } from '../../i18n/useText';
import { SegmentsTab } from './SegmentsTab';

const TagsTab = lazy(() => import('./tags/TagsTab'));
const ScoresTab = lazy(() => import('./scores/ScoresTab'));

/** Who the customers are: segments, tags, and any condition one likes. */
export default function SegmentsPage() {
  const text = useText();
  const { tabs } = text.segments;
  const items = [
    { key: 'segments', label: tabs.segments, children: <SegmentsTab /> },
    { key: 'tags', label: tabs.tags, children: <TagsTab /> },
    { key: 'scores', label: tabs.scores, children: <ScoresTab /> },
  ].map((item) => ({ ...item, children: <Suspense fallback={<Waiting />}>{item.children}</Suspense> }));
  return (
    <div className="stack">
      <Heading title={text.segments.title} lead={text.segments.lead} />
      <Tabs items={items} destroyOnHidden />
    </div>
  );
}
