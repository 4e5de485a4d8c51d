import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { CustomerLink } from '../../../components/CustomerLink';
import { FoldingTable } from '../../../components/FoldingTable';
import { Reasons } from '../../../components/Reasons';
import type { AssignmentPage } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { AcceptButtons } from './AcceptButtons';

type Proposal = AssignmentPage['rows'][number];

interface Props {
  proposed: AssignmentPage;
  page: number;
  pageSize: number;
  onPage: (page: number) => void;
}

/** The proposals, page by page; some or all of them can be accepted. */
export function ProposalTable({ proposed: { rows, total }, page, pageSize, onPage }: Props) {
  const { assignment: words } = useText();
  const [chosen, setChosen] = useState<Proposal[]>([]);
  const columns: TableColumnsType<Proposal> = [
    {
      title: words.customer,
      width: 250,
      render: (_, { customerId, customerName }) => <CustomerLink id={customerId} name={customerName} />,
    },
    { title: words.agent, width: 120, render: (_, { agentName }) => <strong>{agentName}</strong> },
    { title: words.reasons, width: 250, render: (_, { reasons }) => <Reasons reasons={reasons} /> },
  ];
  return (
    <>
      <AcceptButtons chosen={chosen} total={total} onAccepted={() => setChosen([])} />
      <FoldingTable
        rowKey="customerId"
        size="small"
        columns={columns}
        dataSource={rows}
        rowSelection={{
          selectedRowKeys: chosen.map(({ customerId }) => customerId),
          preserveSelectedRowKeys: true,
          onChange: (_, all) => setChosen(all),
          getCheckboxProps: ({ customerName }) => ({ 'aria-label': words.choose(customerName) }),
        }}
        pagination={{ current: page, pageSize, total, onChange: onPage, size: 'small' }}
        width={640}
      />
    </>
  );
}
