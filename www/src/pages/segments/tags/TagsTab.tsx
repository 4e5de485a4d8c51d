import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import { EVERYONE, TAG_KINDS, type TagDef } from '../../../data/definitions';
import { ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useAnswer } from '../../../state/useAnswer';
import { LintNote } from './LintNote';
import { TagEditor } from './TagEditor';
import { TagGroup } from './TagGroup';

const BLANK: Partial<TagDef> = { kind: TAG_KINDS[1], group: '', exclusive: false, when: EVERYONE };

/** The tags, group by group, and the place where one is made or changed. */
export default function TagsTab() {
  const text = useText();
  const tags = useAnswer((engine, now) => engine.tags({ now }), []);
  const [edited, setEdited] = useState<Partial<TagDef> | null>(null);
  const edit = (id: string) => setEdited(ruleset().tags.find((tag) => tag.id === id) ?? null);
  return (
    <div className="stack">
      <div>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited(BLANK)}>
          {text.tags.new}
        </Button>
      </div>
      <LintNote />
      <Answered answer={tags}>
        {(all) => (
          <div className="columns">
            {[...Map.groupBy(all, (tag) => tag.group)].map(([group, members]) => (
              <TagGroup key={group} group={group} tags={members} onEdit={edit} />
            ))}
          </div>
        )}
      </Answered>
      {edited && <TagEditor tag={edited} onClose={() => setEdited(null)} />}
    </div>
  );
}
