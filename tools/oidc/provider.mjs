// A real OpenID provider for tests: any password, and of everybody what PEOPLE says.
import Provider from 'oidc-provider';

const {PORT, CLIENT, PEOPLE, REDIRECTS} = process.env;
const people = JSON.parse(PEOPLE);
const issuer = `http://127.0.0.1:${PORT}`;

const provider = new Provider(issuer, {
  clients: [{...JSON.parse(CLIENT), redirect_uris: JSON.parse(REDIRECTS)}],
  claims: {openid: ['sub'], profile: ['name', 'roles', 'district', 'agreements']},
  findAccount: (_ctx, sub) => ({accountId: sub, claims: () => ({sub, ...(people[sub] || {})})}),
  cookies: {keys: ['of tests only']},
});
provider.listen(Number(PORT), '127.0.0.1', () => console.log('ready'));
