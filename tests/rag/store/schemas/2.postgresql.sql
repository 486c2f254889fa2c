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
CREATE TABLE public.sentences (
    article_id text NOT NULL,
    version integer NOT NULL,
    number integer NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL
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
    read_at text NOT NULL
);
ALTER TABLE ONLY public.changes ALTER COLUMN seq SET DEFAULT nextval('public.changes_seq_seq'::regclass);
INSERT INTO public.answers VALUES ('q1', '2026-11-30T01:55:37.284688+00:00', 'Is the bridge closed?', '{"schema_version":1,"id":"q1","conversation_id":null,"question":"Is the bridge closed?","standalone_question":"Is the bridge closed?","as_of":"2025-05-20","newest_source":null,"status":"answered","claims":[{"id":"c1","text":"The bridge is closed.","support":0.9,"scope":null,"modality":null,"citations":["1","2"],"superseded_by":null}],"citations":{"1":{"article_id":"bridge","version":1,"title":"Title of bridge","outlet":"Harbour Herald","published":{"value":null,"precision":"none","basis":"unknown"},"start":0,"end":21,"quote":"The bridge is closed.","byline":"By A. Lee","url":null,"speaker":null,"via":null,"also_in":[]},"2":{"article_id":"ferry","version":1,"title":"Fähre 🛳","outlet":null,"published":{"value":"2025-05","precision":"month","basis":"stated"},"start":0,"end":9,"quote":"Die Fähre","byline":null,"url":null,"speaker":null,"via":null,"also_in":[]}},"disagreements":[],"abstention":null,"missing":[],"dropped":[],"evidence":[],"record":{"models":{"llm":"m"},"prompts":{"draft":"1"},"settings_hash":"0","timings_ms":{"total":3},"tokens":{},"cost":null}}', NULL);
INSERT INTO public.answers VALUES ('q2', '2026-11-30T01:55:37.287633+00:00', 'Is it cold?', '{"schema_version":1,"id":"q2","conversation_id":null,"question":"Is it cold?","standalone_question":"Is it cold?","as_of":"2025-05-20","newest_source":null,"status":"abstained","claims":[],"citations":{},"disagreements":[],"abstention":{"reason":"no_supported_claim","message":"The articles do not say.","nearest":[{"article_id":"undated","version":1,"title":"Title of undated","outlet":null,"published":{"value":null,"precision":"none","basis":"unknown"},"start":0,"end":18,"quote":"Nobody knows when.","score":0.4}]},"missing":[],"dropped":[],"evidence":[{"article_id":"undated","version":1,"title":"Title of undated","outlet":null,"published":{"value":null,"precision":"none","basis":"unknown"},"start":0,"end":18,"quote":"Nobody knows when.","score":0.4}],"record":{"models":{"llm":"m"},"prompts":{"draft":"1"},"settings_hash":"0","timings_ms":{"total":3},"tokens":{},"cost":null}}', NULL);
INSERT INTO public.articles VALUES ('ferry', 1, NULL);
INSERT INTO public.articles VALUES ('undated', 1, NULL);
INSERT INTO public.articles VALUES ('bridge', 2, NULL);
INSERT INTO public.articles VALUES ('gone', 1, '2026-11-30T01:55:37+00:00');
INSERT INTO public.changes VALUES (1, 'bridge', 1, 'stored', '2026-11-30T01:55:37+00:00');
INSERT INTO public.changes VALUES (2, 'ferry', 1, 'stored', '2026-11-30T01:55:37+00:00');
INSERT INTO public.changes VALUES (3, 'gone', 1, 'stored', '2026-11-30T01:55:37+00:00');
INSERT INTO public.changes VALUES (4, 'undated', 1, 'stored', '2026-11-30T01:55:37+00:00');
INSERT INTO public.changes VALUES (5, 'bridge', 2, 'stored', '2026-11-30T01:55:37+00:00');
INSERT INTO public.changes VALUES (6, 'gone', 1, 'removed', '2026-11-30T01:55:37+00:00');
INSERT INTO public.cursors VALUES ('dense', 6);
INSERT INTO public.cursors VALUES ('lexical', 6);
INSERT INTO public.meta VALUES ('schema_version', '2');
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
INSERT INTO public.vectors VALUES ('b15cea5f756faad95a6abcca58f338e47fb564d60dabbdb27f3075973549a3b0', 'test-model@0/fp32', 8, '\xc37ee73ec00e3c3e68dbaf3e5f9a19bde8b13bbcc188633ef974423f6e6901be');
INSERT INTO public.vectors VALUES ('248a9d7302793c10cc89e12d5bd95b2ce94402a07109b76292d0e37749fdccac', 'test-model@0/fp32', 8, '\x9a834fbfd76e90bed2f359bde6520dbe6f9ec1be8a67623ea272aebd02a952be');
INSERT INTO public.vectors VALUES ('515c5b1c52d4941ffb4f53dfabd1a8dd735d5bb9fd90f13cdda18b75e44a2b81', 'test-model@0/fp32', 8, '\xb5b4373d5a0bf43e927939bebf61a83d05b436be60142ebed853113f3f11173f');
INSERT INTO public.vectors VALUES ('7ec825cd2956112419ccbf90030454b3b865c87747641658d2095cc9202afc53', 'test-model@0/fp32', 8, '\x28e2973eaa4e953eef80ae3e6f12c53e0dbe233ede333bbe0843e23e64280ebf');
INSERT INTO public.vectors VALUES ('6fbc2dade97379c0b2960657946c0bce5975572625c5ce582d177e267ac77d15', 'test-model@0/fp32', 8, '\xfc52453e468e74bebc1007bf26c5943e1926ed3d2ca59ebe33441fbf8dfb5c3e');
INSERT INTO public.versions VALUES ('bridge', 1, 'Title of bridge', 'The bridge is closed.
It opens in May.', 'Harbour Herald', 'By A. Lee', NULL, NULL, 'none', 'unknown', NULL, '81033577846408e207c8b5ea151cd244d240d6a5813976d90301277e95955cfe', '7e2e47502d9692b47010a1eb3a37f6de1ad1801721fb113ba93c19b4da871ee4', 'harbour herald', NULL, NULL, '2026-11-30T01:55:37+00:00');
INSERT INTO public.versions VALUES ('ferry', 1, 'Fähre 🛳', 'Die Fähre fährt nicht – “nie wieder”.', NULL, NULL, NULL, '2025-05', 'month', 'stated', NULL, '3212137ff91c4dc524223eef9d7e65d0fd6018d6abc87cfb01a2a7edcee21176', 'ffec36f2a510de7cadb901f7f463a9381d09ce8fa42f13710c8cd46e7881b628', NULL, '2025-05-01', '2025-05-31', '2026-11-30T01:55:37+00:00');
INSERT INTO public.versions VALUES ('gone', 1, 'Title of gone', 'A rumour.', NULL, NULL, 'https://example.org/gone', '2025-05-19', 'day', 'stated', NULL, '721cc33623d3ad1247cda3f0da31d2ad0dcf652941d8143df622b26d2614c09d', '018fd8c53546ede3e2db52e041b987e9d44ec2d9ea4e1fae58748252169f51d0', NULL, '2025-05-19', '2025-05-19', '2026-11-30T01:55:37+00:00');
INSERT INTO public.versions VALUES ('undated', 1, 'Title of undated', 'Nobody knows when.', NULL, NULL, NULL, NULL, 'none', 'unknown', '/articles/undated.txt', '66e7ffaf580a79f6774f6d898f8457867ebc327b415a1681d973a4d700edd2be', '69c297989d789338e2004ad92d9de1860ebf58b4d93781dd689f2161ab2c910c', NULL, NULL, NULL, '2026-11-30T01:55:37+00:00');
INSERT INTO public.versions VALUES ('bridge', 2, 'Title of bridge', 'The bridge is open.
It opened in April.', 'Harbour Herald', NULL, NULL, NULL, 'none', 'unknown', NULL, 'b7537358203820ea22dc34e8cae29b6f02a8f4f096081c9a5dbb356e5c7e8037', '314ee8435366cda96b5b181e56c40566f04f11f27c4452a1bf29083c6980ff33', 'harbour herald', NULL, NULL, '2026-11-30T01:55:37+00:00');
SELECT pg_catalog.setval('public.changes_seq_seq', 6, true);
ALTER TABLE ONLY public.answers
    ADD CONSTRAINT answers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.cursors
    ADD CONSTRAINT cursors_pkey PRIMARY KEY (index_name);
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.passages
    ADD CONSTRAINT passages_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sentences
    ADD CONSTRAINT sentences_pkey PRIMARY KEY (article_id, version, number);
ALTER TABLE ONLY public.vectors
    ADD CONSTRAINT vectors_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT versions_pkey PRIMARY KEY (article_id, version);
CREATE INDEX answers_by_conversation ON public.answers USING btree (conversation_id, created_at);
CREATE UNIQUE INDEX passages_by_version ON public.passages USING btree (article_id, version, number);
CREATE INDEX versions_by_words ON public.versions USING btree (words_hash);
ALTER TABLE ONLY public.passages
    ADD CONSTRAINT passages_article_id_version_fkey FOREIGN KEY (article_id, version) REFERENCES public.versions(article_id, version);
ALTER TABLE ONLY public.passages
    ADD CONSTRAINT passages_vector_key_fkey FOREIGN KEY (vector_key) REFERENCES public.vectors(key);
ALTER TABLE ONLY public.sentences
    ADD CONSTRAINT sentences_article_id_version_fkey FOREIGN KEY (article_id, version) REFERENCES public.versions(article_id, version);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT versions_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.articles(id);
