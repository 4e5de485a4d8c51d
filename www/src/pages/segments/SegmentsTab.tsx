import { useRef, useState } from 'react';
import type { SegmentDef } from '../../data/definitions';
import { SegmentCards } from './SegmentCards';
import { Workbench } from './Workbench';

/** The segments, and the place where one is made or changed. */
export function SegmentsTab() {
  const [edited, setEdited] = useState<SegmentDef | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const edit = (segment: SegmentDef) => {
    setEdited(segment);
    place.current?.scrollIntoView({ behavior: 'smooth' });
  };
  return (
    <div className="stack">
      <SegmentCards onEdit={edit} />
      <div ref={place}>
        <Workbench key={edited?.id} segment={edited} onClose={() => setEdited(null)} />
      </div>
    </div>
  );
}
