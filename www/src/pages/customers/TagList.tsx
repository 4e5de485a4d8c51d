import { Tag } from 'antd';

interface Props {
  tags: { id: string; name: string; value?: string | null }[];
  /** How many are shown; the rest is only counted. */
  most: number;
}

export function TagList({ tags, most }: Props) {
  const rest = tags.slice(most);
  return (
    <span className="hint">
      {tags.slice(0, most).map(({ id, name }) => (
        <Tag key={id}>{name}</Tag>
      ))}
      {rest.length > 0 && <Tag title={rest.map(({ name }) => name).join(' · ')}>+{rest.length}</Tag>}
    </span>
  );
}
