SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.answers (
    id text NOT NULL,
    created_at text NOT NULL,
    question text NOT NULL,
    answer_json text NOT NULL,
    conversation_id text
);
CREATE TABLE public.articles (
    id text NOT NULL,
    current_version integer NOT NULL,
    deleted_at text
);
CREATE TABLE public.bands (
    key bigint NOT NULL,
    article_id text NOT NULL
);
CREATE TABLE public.changes (
    seq integer NOT NULL,
    article_id text NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    at text NOT NULL
);
CREATE SEQUENCE public.changes_seq_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.changes_seq_seq OWNED BY public.changes.seq;
CREATE TABLE public.cursors (
    index_name text NOT NULL,
    seq integer NOT NULL
);
CREATE TABLE public.deletions (
    seq integer NOT NULL,
    article_id text NOT NULL,
    title text NOT NULL,
    outlet text,
    url text,
    at text NOT NULL,
    by text NOT NULL,
    reason text
);
CREATE SEQUENCE public.deletions_seq_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.deletions_seq_seq OWNED BY public.deletions.seq;
CREATE TABLE public.meta (
    key text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.passages (
    id text NOT NULL,
    article_id text NOT NULL,
    version integer NOT NULL,
    number integer NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL,
    first_sentence integer NOT NULL,
    last_sentence integer NOT NULL,
    vector_key text NOT NULL
);
CREATE TABLE public.seen (
    source_id text NOT NULL,
    address text NOT NULL,
    stamp text NOT NULL,
    article_id text
);
CREATE TABLE public.sentences (
    article_id text NOT NULL,
    version integer NOT NULL,
    number integer NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL
);
CREATE TABLE public.signatures (
    article_id text NOT NULL,
    story text NOT NULL,
    minimums bytea NOT NULL,
    size integer NOT NULL,
    figures text NOT NULL,
    corrects integer NOT NULL
);
CREATE TABLE public.sources (
    id text NOT NULL,
    address text NOT NULL,
    added_at text NOT NULL,
    checked_at text,
    next_at text,
    etag text,
    modified text,
    failures integer NOT NULL,
    told text NOT NULL
);
CREATE TABLE public.vectors (
    key text NOT NULL,
    model text NOT NULL,
    dims integer NOT NULL,
    data bytea NOT NULL
);
CREATE TABLE public.versions (
    article_id text NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    outlet text,
    byline text,
    url text,
    published_value text,
    published_precision text NOT NULL,
    published_basis text NOT NULL,
    source text,
    content_hash text NOT NULL,
    words_hash text NOT NULL,
    outlet_folded text,
    earliest text,
    latest text,
    language text,
    read_at text NOT NULL
);
ALTER TABLE ONLY public.changes ALTER COLUMN seq SET DEFAULT nextval('public.changes_seq_seq'::regclass);
ALTER TABLE ONLY public.deletions ALTER COLUMN seq SET DEFAULT nextval('public.deletions_seq_seq'::regclass);
INSERT INTO public.answers VALUES ('q1', '2026-11-30T17:11:21.787067+00:00', 'Is the bridge closed?', '{"schema_version":1,"id":"q1","conversation_id":null,"question":"Is the bridge closed?","standalone_question":"Is the bridge closed?","as_of":"2025-05-20","newest_source":null,"status":"answered","claims":[{"id":"c1","text":"The bridge is closed.","support":0.9,"scope":null,"modality":null,"citations":["1","2"],"context":[],"superseded_by":null,"when":null}],"citations":{"1":{"article_id":"bridge","version":1,"title":"Title of bridge","outlet":"Harbour Herald","published":{"value":null,"precision":"none","basis":"unknown"},"start":0,"end":21,"quote":"The bridge is closed.","byline":"By A. Lee","url":null,"speaker":null,"via":null,"translated_by":null,"also_in":[]},"2":{"article_id":"ferry","version":1,"title":"Fähre 🛳","outlet":null,"published":{"value":"2025-05","precision":"month","basis":"stated"},"start":0,"end":9,"quote":"Die Fähre","byline":null,"url":null,"speaker":null,"via":null,"translated_by":null,"also_in":[]}},"disagreements":[],"abstention":null,"missing":[],"dropped":[],"evidence":[],"record":{"models":{"llm":"m"},"prompts":{"draft":"1"},"settings_hash":"0","timings_ms":{"total":3},"tokens":{},"cost":null}}', NULL);
INSERT INTO public.answers VALUES ('q2', '2026-11-30T17:11:21.789705+00:00', 'Is it cold?', '{"schema_version":1,"id":"q2","conversation_id":null,"question":"Is it cold?","standalone_question":"Is it cold?","as_of":"2025-05-20","newest_source":null,"status":"abstained","claims":[],"citations":{},"disagreements":[],"abstention":{"reason":"no_supported_claim","message":"The articles do not say.","nearest":[{"article_id":"undated","version":1,"title":"Title of undated","outlet":null,"published":{"value":null,"precision":"none","basis":"unknown"},"start":0,"end":18,"quote":"Nobody knows when.","score":0.4}]},"missing":[],"dropped":[],"evidence":[{"article_id":"undated","version":1,"title":"Title of undated","outlet":null,"published":{"value":null,"precision":"none","basis":"unknown"},"start":0,"end":18,"quote":"Nobody knows when.","score":0.4}],"record":{"models":{"llm":"m"},"prompts":{"draft":"1"},"settings_hash":"0","timings_ms":{"total":3},"tokens":{},"cost":null}}', NULL);
INSERT INTO public.articles VALUES ('ferry', 1, NULL);
INSERT INTO public.articles VALUES ('undated', 1, NULL);
INSERT INTO public.articles VALUES ('bridge', 2, NULL);
INSERT INTO public.articles VALUES ('gone', 1, '2026-11-30T17:11:21+00:00');
INSERT INTO public.bands VALUES (-8982804107085223923, 'ferry');
INSERT INTO public.bands VALUES (-7639489160255632971, 'ferry');
INSERT INTO public.bands VALUES (-7315759895847886916, 'ferry');
INSERT INTO public.bands VALUES (-6386914901544840493, 'ferry');
INSERT INTO public.bands VALUES (-5995805214205483556, 'ferry');
INSERT INTO public.bands VALUES (-5199544118475511036, 'ferry');
INSERT INTO public.bands VALUES (-5180151551325550531, 'ferry');
INSERT INTO public.bands VALUES (-4799306754019297846, 'ferry');
INSERT INTO public.bands VALUES (-3821329739468310465, 'ferry');
INSERT INTO public.bands VALUES (-3689893864613573960, 'ferry');
INSERT INTO public.bands VALUES (-3546815599212896197, 'ferry');
INSERT INTO public.bands VALUES (-3503882952574696433, 'ferry');
INSERT INTO public.bands VALUES (-3115897031343255743, 'ferry');
INSERT INTO public.bands VALUES (-2990397417726511267, 'ferry');
INSERT INTO public.bands VALUES (-2844976914312885937, 'ferry');
INSERT INTO public.bands VALUES (-2362609129397315801, 'ferry');
INSERT INTO public.bands VALUES (-1965279102597446384, 'ferry');
INSERT INTO public.bands VALUES (-1617046829816458177, 'ferry');
INSERT INTO public.bands VALUES (-955265639495422300, 'ferry');
INSERT INTO public.bands VALUES (-563371189856155420, 'ferry');
INSERT INTO public.bands VALUES (208900151600481826, 'ferry');
INSERT INTO public.bands VALUES (245761078624806302, 'ferry');
INSERT INTO public.bands VALUES (550260691649004921, 'ferry');
INSERT INTO public.bands VALUES (555688576929740022, 'ferry');
INSERT INTO public.bands VALUES (1170918594017363035, 'ferry');
INSERT INTO public.bands VALUES (3068823326245503216, 'ferry');
INSERT INTO public.bands VALUES (3366534885728546600, 'ferry');
INSERT INTO public.bands VALUES (3508998162811642512, 'ferry');
INSERT INTO public.bands VALUES (3526148995848295573, 'ferry');
INSERT INTO public.bands VALUES (3662398435415786766, 'ferry');
INSERT INTO public.bands VALUES (3875750539206555285, 'ferry');
INSERT INTO public.bands VALUES (4478060170505614566, 'ferry');
INSERT INTO public.bands VALUES (5060621890802983250, 'ferry');
INSERT INTO public.bands VALUES (5258590156187595553, 'ferry');
INSERT INTO public.bands VALUES (5577526567107303546, 'ferry');
INSERT INTO public.bands VALUES (5633905376384120245, 'ferry');
INSERT INTO public.bands VALUES (6095199542351916661, 'ferry');
INSERT INTO public.bands VALUES (6715068849809947321, 'ferry');
INSERT INTO public.bands VALUES (7578203238672133292, 'ferry');
INSERT INTO public.bands VALUES (7582257112276924023, 'ferry');
INSERT INTO public.bands VALUES (7677433302378882073, 'ferry');
INSERT INTO public.bands VALUES (7830721850107285099, 'ferry');
INSERT INTO public.bands VALUES (-7589701217650108494, 'undated');
INSERT INTO public.bands VALUES (-7491482803496219151, 'undated');
INSERT INTO public.bands VALUES (-7057048838773307553, 'undated');
INSERT INTO public.bands VALUES (-6978682976805513848, 'undated');
INSERT INTO public.bands VALUES (-6498942203591700510, 'undated');
INSERT INTO public.bands VALUES (-6433470234411222796, 'undated');
INSERT INTO public.bands VALUES (-5470331107750448647, 'undated');
INSERT INTO public.bands VALUES (-5086619061079826436, 'undated');
INSERT INTO public.bands VALUES (-5066695236503298211, 'undated');
INSERT INTO public.bands VALUES (-5035456850448518184, 'undated');
INSERT INTO public.bands VALUES (-4690813899012000251, 'undated');
INSERT INTO public.bands VALUES (-4333920887493705658, 'undated');
INSERT INTO public.bands VALUES (-4091501211956914100, 'undated');
INSERT INTO public.bands VALUES (-3895469883130555485, 'undated');
INSERT INTO public.bands VALUES (-1839403335772513155, 'undated');
INSERT INTO public.bands VALUES (-1395630643336089256, 'undated');
INSERT INTO public.bands VALUES (-1189593256204433523, 'undated');
INSERT INTO public.bands VALUES (-844986571529683615, 'undated');
INSERT INTO public.bands VALUES (-1504657136539207, 'undated');
INSERT INTO public.bands VALUES (500576216682686014, 'undated');
INSERT INTO public.bands VALUES (570888132093164816, 'undated');
INSERT INTO public.bands VALUES (648485791634889546, 'undated');
INSERT INTO public.bands VALUES (778056530209585011, 'undated');
INSERT INTO public.bands VALUES (1568953916595442578, 'undated');
INSERT INTO public.bands VALUES (1852922922106798280, 'undated');
INSERT INTO public.bands VALUES (2774912242368108164, 'undated');
INSERT INTO public.bands VALUES (2965921327172851710, 'undated');
INSERT INTO public.bands VALUES (3197104565363130235, 'undated');
INSERT INTO public.bands VALUES (3406622437313151144, 'undated');
INSERT INTO public.bands VALUES (3437889779388139559, 'undated');
INSERT INTO public.bands VALUES (5017963563457994297, 'undated');
INSERT INTO public.bands VALUES (5337956108455596586, 'undated');
INSERT INTO public.bands VALUES (5411269021314860403, 'undated');
INSERT INTO public.bands VALUES (6252673989673231407, 'undated');
INSERT INTO public.bands VALUES (6396558648058113002, 'undated');
INSERT INTO public.bands VALUES (6535736291046726210, 'undated');
INSERT INTO public.bands VALUES (7156009118189902615, 'undated');
INSERT INTO public.bands VALUES (7169500695725957573, 'undated');
INSERT INTO public.bands VALUES (7381418543966686215, 'undated');
INSERT INTO public.bands VALUES (7879018703921879126, 'undated');
INSERT INTO public.bands VALUES (7956133903859658990, 'undated');
INSERT INTO public.bands VALUES (8107007479658981587, 'undated');
INSERT INTO public.bands VALUES (-8386450612267460792, 'bridge');
INSERT INTO public.bands VALUES (-8155064079004048322, 'bridge');
INSERT INTO public.bands VALUES (-7739179941015879444, 'bridge');
INSERT INTO public.bands VALUES (-7698814131817565562, 'bridge');
INSERT INTO public.bands VALUES (-7352238153360604730, 'bridge');
INSERT INTO public.bands VALUES (-7288186775904640897, 'bridge');
INSERT INTO public.bands VALUES (-6778671102940446271, 'bridge');
INSERT INTO public.bands VALUES (-6255220562456137899, 'bridge');
INSERT INTO public.bands VALUES (-6217545668217744407, 'bridge');
INSERT INTO public.bands VALUES (-6172250478910363454, 'bridge');
INSERT INTO public.bands VALUES (-5968581576491217332, 'bridge');
INSERT INTO public.bands VALUES (-5332934435053660939, 'bridge');
INSERT INTO public.bands VALUES (-4763199789580457745, 'bridge');
INSERT INTO public.bands VALUES (-4425804745188804734, 'bridge');
INSERT INTO public.bands VALUES (-4369695957062839067, 'bridge');
INSERT INTO public.bands VALUES (-3291073704950434456, 'bridge');
INSERT INTO public.bands VALUES (-3287538053392040124, 'bridge');
INSERT INTO public.bands VALUES (-3122407766568405257, 'bridge');
INSERT INTO public.bands VALUES (-2691173915083571386, 'bridge');
INSERT INTO public.bands VALUES (-1516027828267179680, 'bridge');
INSERT INTO public.bands VALUES (-742710896525212472, 'bridge');
INSERT INTO public.bands VALUES (-681179845521275520, 'bridge');
INSERT INTO public.bands VALUES (-406744041501296219, 'bridge');
INSERT INTO public.bands VALUES (-357688329734123703, 'bridge');
INSERT INTO public.bands VALUES (259463497868103132, 'bridge');
INSERT INTO public.bands VALUES (546692459906867952, 'bridge');
INSERT INTO public.bands VALUES (791205000228730001, 'bridge');
INSERT INTO public.bands VALUES (979169815921205616, 'bridge');
INSERT INTO public.bands VALUES (1080389857108185131, 'bridge');
INSERT INTO public.bands VALUES (1234543962620659425, 'bridge');
INSERT INTO public.bands VALUES (2813351276090825467, 'bridge');
INSERT INTO public.bands VALUES (3348470135236048439, 'bridge');
INSERT INTO public.bands VALUES (3700623133022105644, 'bridge');
INSERT INTO public.bands VALUES (3994975714822539778, 'bridge');
INSERT INTO public.bands VALUES (4238779618662637498, 'bridge');
INSERT INTO public.bands VALUES (4528562407503740846, 'bridge');
INSERT INTO public.bands VALUES (5184404327162263725, 'bridge');
INSERT INTO public.bands VALUES (6323667842682466170, 'bridge');
INSERT INTO public.bands VALUES (6539882045324654484, 'bridge');
INSERT INTO public.bands VALUES (6758557205448873808, 'bridge');
INSERT INTO public.bands VALUES (6833664152014764779, 'bridge');
INSERT INTO public.bands VALUES (7164164158426546854, 'bridge');
INSERT INTO public.changes VALUES (1, 'bridge', 1, 'stored', '2026-11-30T17:11:21+00:00');
INSERT INTO public.changes VALUES (2, 'ferry', 1, 'stored', '2026-11-30T17:11:21+00:00');
INSERT INTO public.changes VALUES (3, 'gone', 1, 'stored', '2026-11-30T17:11:21+00:00');
INSERT INTO public.changes VALUES (4, 'undated', 1, 'stored', '2026-11-30T17:11:21+00:00');
INSERT INTO public.changes VALUES (5, 'bridge', 2, 'stored', '2026-11-30T17:11:21+00:00');
INSERT INTO public.changes VALUES (6, 'gone', 1, 'removed', '2026-11-30T17:11:21+00:00');
INSERT INTO public.cursors VALUES ('dense', 6);
INSERT INTO public.cursors VALUES ('lexical', 6);
INSERT INTO public.meta VALUES ('schema_version', '5');
INSERT INTO public.meta VALUES ('index:dense', 'indexes/dense-1');
INSERT INTO public.meta VALUES ('index:lexical', 'indexes/lexical-1');
INSERT INTO public.passages VALUES ('bridge.1.0', 'bridge', 1, 0, 0, 38, 0, 1, 'b15cea5f756faad95a6abcca58f338e47fb564d60dabbdb27f3075973549a3b0');
INSERT INTO public.passages VALUES ('ferry.1.0', 'ferry', 1, 0, 0, 37, 0, 0, '248a9d7302793c10cc89e12d5bd95b2ce94402a07109b76292d0e37749fdccac');
INSERT INTO public.passages VALUES ('gone.1.0', 'gone', 1, 0, 0, 9, 0, 0, '515c5b1c52d4941ffb4f53dfabd1a8dd735d5bb9fd90f13cdda18b75e44a2b81');
INSERT INTO public.passages VALUES ('undated.1.0', 'undated', 1, 0, 0, 18, 0, 0, '7ec825cd2956112419ccbf90030454b3b865c87747641658d2095cc9202afc53');
INSERT INTO public.passages VALUES ('bridge.2.0', 'bridge', 2, 0, 0, 39, 0, 1, '6fbc2dade97379c0b2960657946c0bce5975572625c5ce582d177e267ac77d15');
INSERT INTO public.sentences VALUES ('bridge', 1, 0, 0, 21);
INSERT INTO public.sentences VALUES ('bridge', 1, 1, 22, 38);
INSERT INTO public.sentences VALUES ('ferry', 1, 0, 0, 37);
INSERT INTO public.sentences VALUES ('gone', 1, 0, 0, 9);
INSERT INTO public.sentences VALUES ('undated', 1, 0, 0, 18);
INSERT INTO public.sentences VALUES ('bridge', 2, 0, 0, 19);
INSERT INTO public.sentences VALUES ('bridge', 2, 1, 20, 39);
INSERT INTO public.signatures VALUES ('ferry', 'ferry', '\x72e3ba956394d80cc52e84133ae095a9f82fff969d2a3c16d729361efcc8f73a11d1d1126fb5870ad9ceffb35afc3f3de2712c262eb61d01c653d5bfd2ba3d1bd1de8c2fba4560065511878f20c14ca095ac2e1e05fe6a9365146691044e05452a3e87cdb2e72ea9fdce9e35a6c1056d07c8c2b61d907cb6db4360205d753544a8e83707a5d13231a65079335bbadf2594ca5e10c8861c3426d90213c1313f8341df0d74331bc51a634a73411b2771061f0f4e66a0abbc9bcf2e144cb3c129a3b0cfd44f6d43e825ffaa49385a6ebea51e222778c7fbaf9deb0eae17b73b7c1872816fe293a00d13011d7fa25b5d904a212991614c898e12254521085f44b43c8da8b0bc21ae974fbec442abba0a68a6adbc2c06935e5e0deeac7812e89c2429de7f3c89bba2aad1717cb1a16b7982aae77eae82f1b720d3bc9f406a4e28ab31a49797bdc7345ec23693d472ec5c0270df9b19076b5c01b3fb9dd50e32d1d7a94e5dd67e6f2d7905bedf90373e1c1b37b687bd34b35e81a534daec4f54252d239c44b55450afd74da3b4e3687853dc56434c2b28ebb951b1c61c25749716a16df2d4a0b5cdb1c4939c87a70408b66f3b9bb6f937c65776041468d0355d74cc4736be2f3130fabc0d203bce419164e3795ef69c18b10ca33576d216533d7d98532a1afbcff675a9b30c59c43670dd0c6a56b0c5104c8ab80d', 2, '', 0);
INSERT INTO public.signatures VALUES ('undated', 'undated', '\x17bf1c4464cab70c54c1be807932a15611263822fad1fc191832d229e966d6508a5fcda3be5b919f880daacf0ff7480bf1d70a3fcfc88f0edb962d70290e6e2954ef1109bfca250f7812189d47551aece05ecd6b32ecf38950f454fa837e01f6eb80db1f094d11563083f5cb157b408d44efcc2c48de6f3efe01a4b0fccfe644918ae4498e1d8f3f0bf1db0330dbd7b5d5ab1f8553dd3e5635bc7b76a48613be9e67d01ad0759cb2883994e0a4e1b07fd0beb0541550c4bb6afaebe8b0434ac61d1d1100542882402ee97efa2710413bdd6a2cf77e2971c0c0ce8c478055fddb2b718d67cef667027e0c090e32103c8b2c8b30efed4f9c997675f19e624cd9685a51ca43765ce4ddbb863f480bea1ad94cecc13632b51ee5c33f504969c09d4fed2012fc962e992230b07478b2eb583984c942e4babf2afcd9c754deb96b6c01b59bade02e4cd167fd1de51229355cca1800dfe4b61710b5e41df4f6bb9cd5072917e0c0acf88775555be012a1898d5ddb3b8ce684c0d313fd8ae6259f109d439d7b896a4537fb262a7a5a71f1b1fa4ee8c89504e8637c16cfa2dfee12eab3f749d2514474ad467467bd8571fb71e68a9cbd0cc7bf5383c74d490e4546ef107b3b1f17ce39696145e91734a880b4d60ed17f8b34c41915b0616b5496e463a4764931cd7d5f74d42a35b5473fa54ad6b4e39c02aea1b07569', 1, '', 0);
INSERT INTO public.signatures VALUES ('bridge', 'bridge', '\x2825bc1034d5780c0c268847bcb6f61d99bc2202b787212fe0af5c4e79997410d753d50336d9355c7bfc643b77dbcc56213a83491f6ad3049cf6d2192407f4176cc261115c1bc754c3343f28778adb7878a2f71fb7ba5d4fc0d2ff1fb3bbd401642efe07c1ead802083c181b455bca362531f7095b2ba44256ce4f0da7cbff56e151690b0b363b04f3d6230189173705120d870eeb32a0a4089e683227c5ac1d1fed4726f936f805453bf301f4ea630858f19c0eea8ff8068274ec6ab96e371fead6fc23040ab90f5e251c2437837d7fa08bc42e210716154178de12c850154f7b9135703e7e141566393139e2a4231a1c02a9053d31941bbeef87137a5bde258240af54e3876509cbd87a04dba56c0a7cb3df302a45be47b08b283239c3e686c8ddf3076e94133d37a51e672a006c9e2c13ae05022bb04b82a09d6729e2fa443d51725cde354a302dc5c2871168bf02a0ffe223d59c1507457d8e1058690301a40b9244491696004d260d4ba4d0d216ebabd9388de0d1223e3c0961e63e191d7e1474066628df0ed15c6e0686b3cd9610272e52d0e4ee16b8b9be7f02ec8401413b6f25248b8b10d791f72ad37814277d26fc150fe8a728d5f0d20b4e3834424bc5ad14891a041eb93dde1e382ccf0fa9920609776ae111f9bbd32d93222d45ecc6ee045ca14d0e3db8c862de0e1f39f3ab5f3e56f64a75', 4, '', 0);
INSERT INTO public.vectors VALUES ('b15cea5f756faad95a6abcca58f338e47fb564d60dabbdb27f3075973549a3b0', 'test-model@0/fp32', 8, '\xc37ee73ec00e3c3e68dbaf3e5f9a19bde8b13bbcc188633ef974423f6e6901be');
INSERT INTO public.vectors VALUES ('248a9d7302793c10cc89e12d5bd95b2ce94402a07109b76292d0e37749fdccac', 'test-model@0/fp32', 8, '\x9a834fbfd76e90bed2f359bde6520dbe6f9ec1be8a67623ea272aebd02a952be');
INSERT INTO public.vectors VALUES ('515c5b1c52d4941ffb4f53dfabd1a8dd735d5bb9fd90f13cdda18b75e44a2b81', 'test-model@0/fp32', 8, '\xb5b4373d5a0bf43e927939bebf61a83d05b436be60142ebed853113f3f11173f');
INSERT INTO public.vectors VALUES ('7ec825cd2956112419ccbf90030454b3b865c87747641658d2095cc9202afc53', 'test-model@0/fp32', 8, '\x28e2973eaa4e953eef80ae3e6f12c53e0dbe233ede333bbe0843e23e64280ebf');
INSERT INTO public.vectors VALUES ('6fbc2dade97379c0b2960657946c0bce5975572625c5ce582d177e267ac77d15', 'test-model@0/fp32', 8, '\xfc52453e468e74bebc1007bf26c5943e1926ed3d2ca59ebe33441fbf8dfb5c3e');
INSERT INTO public.versions VALUES ('bridge', 1, 'Title of bridge', 'The bridge is closed.
It opens in May.', 'Harbour Herald', 'By A. Lee', NULL, NULL, 'none', 'unknown', NULL, '81033577846408e207c8b5ea151cd244d240d6a5813976d90301277e95955cfe', '7e2e47502d9692b47010a1eb3a37f6de1ad1801721fb113ba93c19b4da871ee4', 'harbour herald', NULL, NULL, NULL, '2026-11-30T17:11:21+00:00');
INSERT INTO public.versions VALUES ('ferry', 1, 'Fähre 🛳', 'Die Fähre fährt nicht – “nie wieder”.', NULL, NULL, NULL, '2025-05', 'month', 'stated', NULL, '3212137ff91c4dc524223eef9d7e65d0fd6018d6abc87cfb01a2a7edcee21176', 'ffec36f2a510de7cadb901f7f463a9381d09ce8fa42f13710c8cd46e7881b628', NULL, '2025-05-01', '2025-05-31', NULL, '2026-11-30T17:11:21+00:00');
INSERT INTO public.versions VALUES ('gone', 1, 'Title of gone', 'A rumour.', NULL, NULL, 'https://example.org/gone', '2025-05-19', 'day', 'stated', NULL, '721cc33623d3ad1247cda3f0da31d2ad0dcf652941d8143df622b26d2614c09d', '018fd8c53546ede3e2db52e041b987e9d44ec2d9ea4e1fae58748252169f51d0', NULL, '2025-05-19', '2025-05-19', NULL, '2026-11-30T17:11:21+00:00');
INSERT INTO public.versions VALUES ('undated', 1, 'Title of undated', 'Nobody knows when.', NULL, NULL, NULL, NULL, 'none', 'unknown', '/articles/undated.txt', '66e7ffaf580a79f6774f6d898f8457867ebc327b415a1681d973a4d700edd2be', '69c297989d789338e2004ad92d9de1860ebf58b4d93781dd689f2161ab2c910c', NULL, NULL, NULL, NULL, '2026-11-30T17:11:21+00:00');
INSERT INTO public.versions VALUES ('bridge', 2, 'Title of bridge', 'The bridge is open.
It opened in April.', 'Harbour Herald', NULL, NULL, NULL, 'none', 'unknown', NULL, 'b7537358203820ea22dc34e8cae29b6f02a8f4f096081c9a5dbb356e5c7e8037', '314ee8435366cda96b5b181e56c40566f04f11f27c4452a1bf29083c6980ff33', 'harbour herald', NULL, NULL, NULL, '2026-11-30T17:11:21+00:00');
SELECT pg_catalog.setval('public.changes_seq_seq', 6, true);
SELECT pg_catalog.setval('public.deletions_seq_seq', 1, false);
ALTER TABLE ONLY public.answers
    ADD CONSTRAINT answers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bands
    ADD CONSTRAINT bands_pkey PRIMARY KEY (key, article_id);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.cursors
    ADD CONSTRAINT cursors_pkey PRIMARY KEY (index_name);
ALTER TABLE ONLY public.deletions
    ADD CONSTRAINT deletions_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.passages
    ADD CONSTRAINT passages_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.seen
    ADD CONSTRAINT seen_pkey PRIMARY KEY (source_id, address);
ALTER TABLE ONLY public.sentences
    ADD CONSTRAINT sentences_pkey PRIMARY KEY (article_id, version, number);
ALTER TABLE ONLY public.signatures
    ADD CONSTRAINT signatures_pkey PRIMARY KEY (article_id);
ALTER TABLE ONLY public.sources
    ADD CONSTRAINT sources_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.vectors
    ADD CONSTRAINT vectors_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT versions_pkey PRIMARY KEY (article_id, version);
CREATE INDEX answers_by_conversation ON public.answers USING btree (conversation_id, created_at);
CREATE UNIQUE INDEX passages_by_version ON public.passages USING btree (article_id, version, number);
CREATE INDEX signatures_by_story ON public.signatures USING btree (story);
CREATE INDEX versions_by_words ON public.versions USING btree (words_hash);
ALTER TABLE ONLY public.bands
    ADD CONSTRAINT bands_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.articles(id);
ALTER TABLE ONLY public.passages
    ADD CONSTRAINT passages_article_id_version_fkey FOREIGN KEY (article_id, version) REFERENCES public.versions(article_id, version);
ALTER TABLE ONLY public.passages
    ADD CONSTRAINT passages_vector_key_fkey FOREIGN KEY (vector_key) REFERENCES public.vectors(key);
ALTER TABLE ONLY public.seen
    ADD CONSTRAINT seen_source_id_fkey FOREIGN KEY (source_id) REFERENCES public.sources(id);
ALTER TABLE ONLY public.sentences
    ADD CONSTRAINT sentences_article_id_version_fkey FOREIGN KEY (article_id, version) REFERENCES public.versions(article_id, version);
ALTER TABLE ONLY public.signatures
    ADD CONSTRAINT signatures_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.articles(id);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT versions_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.articles(id);
