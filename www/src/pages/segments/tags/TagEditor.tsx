import { DefinitionEditor } from '../../../components/definition/DefinitionEditor';
import type { TagDef } from '../../../data/definitions';
import { useText } from '../../../i18n/useText';
import { TagCustomers } from './TagCustomers';
import { TagFields } from './TagFields';

interface Props {
  tag: Partial<TagDef>;
  onClose: () => void;
}

const USUAL: Partial<TagDef> = { purpose: { zh: '', en: '' } };

/** A tag: what it is called and for, when customers bear it, and which do. */
export function TagEditor({ tag, onClose }: Props) {
  const { tags: words } = useText();
  return (
    <DefinitionEditor
      part="tags"
      edited={tag}
      titleOfNew={words.new}
      usual={USUAL}
      onClose={onClose}
      below={(form) => <TagCustomers form={form} id={tag.id} />}
    >
      <TagFields />
    </DefinitionEditor>
  );
}
