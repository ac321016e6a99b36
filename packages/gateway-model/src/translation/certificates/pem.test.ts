import { pemBlocks } from './pem';

const block = (label: string, body = 'QUJD') =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

describe('pemBlocks', () => {
  it('finds blocks in any text', () => {
    const text = `# a bundle\n${block('A')}between\r\n${block(
      'B',
      'X: y\n\nQQ==',
    )}`;
    expect(pemBlocks(text).map(({ label, base64 }) => [label, base64])).toEqual(
      [
        ['A', 'QUJD'],
        ['B', 'QQ=='],
      ],
    );
    expect(pemBlocks(text)[0].text).toBe(block('A'));
  });

  it('passes over what has no end', () => {
    expect(pemBlocks('-----BEGIN A-----\nQUJD')).toEqual([]);
    expect(
      pemBlocks(`-----BEGIN A-----\n${block('B')}`).map(({ label }) => label),
    ).toEqual(['B']);
  });
});
