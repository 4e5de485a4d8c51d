import { Heading } from '../../components/Heading';
import { useText } from '../../i18n/useText';
import { ConditionBox } from './ConditionBox';
import { SegmentCards } from './SegmentCards';
import { TagGroups } from './TagGroups';

/** Who the customers are: segments, tags, and any condition one likes. */
export default function SegmentsPage() {
  const text = useText();
  return (
    <div className="stack">
      <Heading title={text.segments.title} lead={text.segments.lead} />
      <SegmentCards />
      <ConditionBox />
      <TagGroups />
    </div>
  );
}
