import type { JourneyDef } from '../../../data/journeys';

/** A journey to start from: new customers are welcomed, and called unless they buy again. */
export const EXAMPLE: Partial<JourneyDef> = {
  name: { zh: '新客户引导', en: 'onboarding' },
  when: { event: 'order', first_time: { last: 60, unit: 'day' } },
  goal: { event: 'order', count: { op: 'gte', n: 2 } },
  exit: { tag: 'open_complaint' },
  steps: [
    {
      id: 'welcome',
      action: {
        action: 'send_email',
        channel: 'email',
        name: { zh: '欢迎邮件', en: 'welcome mail' },
        template: { zh: '欢迎 {{name}}，附上使用指南。', en: 'welcome {{name}}, with the guide' },
        dueDays: 1,
      },
    },
    { id: 'pause', wait: { for: { last: 7, unit: 'day' } } },
    {
      id: 'opened',
      branch: [{ when: { event: 'email_open', within: { last: 7, unit: 'day' } }, to: 'offer' }],
    },
    {
      id: 'call',
      action: { action: 'call', name: { zh: '电话回访', en: 'call' }, dueDays: 2 },
      next: 'end',
    },
    {
      id: 'offer',
      action: { action: 'send_offer', name: { zh: '增购方案', en: 'offer more' }, dueDays: 3 },
    },
  ],
};
