import { Card, type TableColumnsType } from 'antd';
import { Answered } from '../../../components/Answered';
import { EditButton } from '../../../components/EditButton';
import { FoldingTable } from '../../../components/FoldingTable';
import type { ChannelDef } from '../../../data/channels';
import { fieldLabel, ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import type { Texts } from '../../../i18n/zh';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';

interface Row {
  channel: ChannelDef;
  /** Its consent. */
  words: string;
}

/** Each channel with its limits, and the rules that use it. */
export function ChannelTable({ onEdit }: { onEdit: (channel: ChannelDef) => void }) {
  const text = useText();
  const { channels: words } = text;
  const { language } = useSession().state;
  const answer = useAnswer((engine) => {
    const told = async (channel: ChannelDef): Promise<Row> => ({
      channel,
      words: channel.consent ? (await engine.condition(channel.consent)).words : words.always,
    });
    return Promise.all((ruleset().channels ?? []).map(told));
  }, []);
  const rulesOf = ({ id }: ChannelDef) =>
    ruleset()
      .rules.filter((rule) => rule.then.some(({ channel }) => channel === id))
      .map(({ name }) => name[language]);
  const addressOf = ({ address = [] }: ChannelDef) =>
    address.map((field) => fieldLabel(field, language)).join(' · ') || words.noAddress;
  const columns: TableColumnsType<Row> = [
    { title: words.name, width: 110, render: (_, { channel }) => <strong>{channel.name[language]}</strong> },
    { title: words.address, width: 110, render: (_, { channel }) => addressOf(channel) },
    { title: words.cap, width: 160, render: (_, { channel }) => capOf(channel, text) },
    { title: words.quiet, width: 160, render: (_, { channel }) => quietOf(channel, text) },
    { title: words.consent, width: 300, render: (_, row) => row.words },
    { title: words.rules, width: 220, render: (_, { channel }) => rulesOf(channel).join(' · ') || text.none },
    {
      title: text.definition.edit,
      width: 70,
      render: (_, { channel }) => <EditButton name={channel.name[language]} onClick={() => onEdit(channel)} />,
    },
  ];
  return (
    <Card className="flush">
      <Answered answer={answer}>
        {(rows) => (
          <FoldingTable
            rowKey={({ channel }) => channel.id}
            size="small"
            columns={columns}
            dataSource={rows}
            pagination={false}
            width={970}
            locale={{ emptyText: words.none }}
          />
        )}
      </Answered>
    </Card>
  );
}

function capOf({ frequency }: ChannelDef, { channels: words, builder }: Texts): string {
  if (!frequency) return words.always;
  const { last, unit } = frequency.within;
  return words.capTold(String(frequency.most), String(last), builder.units[unit]);
}

function quietOf({ quiet }: ChannelDef, { channels: words }: Texts): string {
  const hours = quiet?.from && quiet.to ? [words.quietTold(quiet.from, quiet.to)] : [];
  const days = (quiet?.days ?? []).map((day) => words.weekdays[day - 1] ?? String(day));
  return [...hours, ...days].join(' · ') || words.always;
}
