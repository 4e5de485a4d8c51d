import { Checkbox } from 'antd';
import { useText } from '../../i18n/useText';
import type { EventTest } from '../events/eventTest';
import { TypesSelect } from '../events/TypesSelect';
import { WhereFields } from '../events/WhereFields';

interface Props {
  without: EventTest | undefined;
  onChange: (without: EventTest | undefined) => void;
}

/** Events that did not happen in the time of a sequence. */
export function WithoutFields({ without, onChange }: Props) {
  const { sequence: words } = useText().builder;
  return (
    <div className="stack" style={{ gap: 4 }}>
      <div className="row">
        <Checkbox
          checked={Boolean(without)}
          onChange={({ target }) => onChange(target.checked ? { event: 'order' } : undefined)}
        >
          {words.hasWithout}
        </Checkbox>
        {without && <TypesSelect label={words.without} test={without} onChange={onChange} />}
      </div>
      {without && <WhereFields test={without} onChange={onChange} />}
    </div>
  );
}
