import { type GetRef, Input, Select } from 'antd';
import { useMemo, useRef } from 'react';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { placeholders } from './placeholders';

interface Props {
  id?: string;
  value?: string;
  onChange?: (template: string) => void;
}

/** The text of an action; placeholders are offered and go in where the cursor is. */
export function TemplateInput({ id, value = '', onChange }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const area = useRef<GetRef<typeof Input.TextArea>>(null);
  const options = useMemo(() => placeholders(language, text), [language, text]);
  const insert = (name: string) => {
    const place = area.current?.resizableTextArea?.textArea.selectionEnd ?? value.length;
    onChange?.(`${value.slice(0, place)}{{${name}}}${value.slice(place)}`);
    area.current?.focus();
  };
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Input.TextArea
        id={id}
        ref={area}
        autoSize={{ minRows: 2, maxRows: 6 }}
        value={value}
        onChange={({ target }) => onChange?.(target.value)}
      />
      <Select
        size="small"
        aria-label={text.rules.placeholder}
        placeholder={text.rules.placeholder}
        value={null}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        onChange={(name: string | null) => name && insert(name)}
      />
    </div>
  );
}
