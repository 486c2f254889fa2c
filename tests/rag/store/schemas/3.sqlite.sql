BEGIN TRANSACTION;
CREATE TABLE answers (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	question TEXT NOT NULL, 
	answer_json TEXT NOT NULL, 
	conversation_id TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "answers" VALUES('q1','2026-11-30T01:55:37.835104+00:00','Is the bridge closed?','{"schema_version":1,"id":"q1","conversation_id":null,"question":"Is the bridge closed?","standalone_question":"Is the bridge closed?","as_of":"2025-05-20","newest_source":null,"status":"answered","claims":[{"id":"c1","text":"The bridge is closed.","support":0.9,"scope":null,"modality":null,"citations":["1","2"],"superseded_by":null,"when":null}],"citations":{"1":{"article_id":"bridge","version":1,"title":"Title of bridge","outlet":"Harbour Herald","published":{"value":null,"precision":"none","basis":"unknown"},"start":0,"end":21,"quote":"The bridge is closed.","byline":"By A. Lee","url":null,"speaker":null,"via":null,"translated_by":null,"also_in":[]},"2":{"article_id":"ferry","version":1,"title":"Fähre 🛳","outlet":null,"published":{"value":"2025-05","precision":"month","basis":"stated"},"start":0,"end":9,"quote":"Die Fähre","byline":null,"url":null,"speaker":null,"via":null,"translated_by":null,"also_in":[]}},"disagreements":[],"abstention":null,"missing":[],"dropped":[],"evidence":[],"record":{"models":{"llm":"m"},"prompts":{"draft":"1"},"settings_hash":"0","timings_ms":{"total":3},"tokens":{},"cost":null}}',NULL);
INSERT INTO "answers" VALUES('q2','2026-11-30T01:55:37.838612+00:00','Is it cold?','{"schema_version":1,"id":"q2","conversation_id":null,"question":"Is it cold?","standalone_question":"Is it cold?","as_of":"2025-05-20","newest_source":null,"status":"abstained","claims":[],"citations":{},"disagreements":[],"abstention":{"reason":"no_supported_claim","message":"The articles do not say.","nearest":[{"article_id":"undated","version":1,"title":"Title of undated","outlet":null,"published":{"value":null,"precision":"none","basis":"unknown"},"start":0,"end":18,"quote":"Nobody knows when.","score":0.4}]},"missing":[],"dropped":[],"evidence":[{"article_id":"undated","version":1,"title":"Title of undated","outlet":null,"published":{"value":null,"precision":"none","basis":"unknown"},"start":0,"end":18,"quote":"Nobody knows when.","score":0.4}],"record":{"models":{"llm":"m"},"prompts":{"draft":"1"},"settings_hash":"0","timings_ms":{"total":3},"tokens":{},"cost":null}}',NULL);
CREATE TABLE articles (
	id TEXT NOT NULL, 
	current_version INTEGER NOT NULL, 
	deleted_at TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "articles" VALUES('bridge',2,NULL);
INSERT INTO "articles" VALUES('ferry',1,NULL);
INSERT INTO "articles" VALUES('gone',1,'2026-11-30T01:55:37+00:00');
INSERT INTO "articles" VALUES('undated',1,NULL);
CREATE TABLE changes (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	at TEXT NOT NULL
);
INSERT INTO "changes" VALUES(1,'bridge',1,'stored','2026-11-30T01:55:37+00:00');
INSERT INTO "changes" VALUES(2,'ferry',1,'stored','2026-11-30T01:55:37+00:00');
INSERT INTO "changes" VALUES(3,'gone',1,'stored','2026-11-30T01:55:37+00:00');
INSERT INTO "changes" VALUES(4,'undated',1,'stored','2026-11-30T01:55:37+00:00');
INSERT INTO "changes" VALUES(5,'bridge',2,'stored','2026-11-30T01:55:37+00:00');
INSERT INTO "changes" VALUES(6,'gone',1,'removed','2026-11-30T01:55:37+00:00');
CREATE TABLE cursors (
	index_name TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	PRIMARY KEY (index_name)
);
INSERT INTO "cursors" VALUES('dense',6);
INSERT INTO "cursors" VALUES('lexical',6);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema_version','3');
INSERT INTO "meta" VALUES('index:dense','indexes/dense-1');
INSERT INTO "meta" VALUES('index:lexical','indexes/lexical-1');
CREATE TABLE passages (
	id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	first_sentence INTEGER NOT NULL, 
	last_sentence INTEGER NOT NULL, 
	vector_key TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(article_id, version) REFERENCES versions (article_id, version), 
	FOREIGN KEY(vector_key) REFERENCES vectors ("key")
);
INSERT INTO "passages" VALUES('bridge.1.0','bridge',1,0,0,38,0,1,'b15cea5f756faad95a6abcca58f338e47fb564d60dabbdb27f3075973549a3b0');
INSERT INTO "passages" VALUES('ferry.1.0','ferry',1,0,0,37,0,0,'248a9d7302793c10cc89e12d5bd95b2ce94402a07109b76292d0e37749fdccac');
INSERT INTO "passages" VALUES('gone.1.0','gone',1,0,0,9,0,0,'515c5b1c52d4941ffb4f53dfabd1a8dd735d5bb9fd90f13cdda18b75e44a2b81');
INSERT INTO "passages" VALUES('undated.1.0','undated',1,0,0,18,0,0,'7ec825cd2956112419ccbf90030454b3b865c87747641658d2095cc9202afc53');
INSERT INTO "passages" VALUES('bridge.2.0','bridge',2,0,0,39,0,1,'6fbc2dade97379c0b2960657946c0bce5975572625c5ce582d177e267ac77d15');
CREATE TABLE sentences (
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	PRIMARY KEY (article_id, version, number), 
	FOREIGN KEY(article_id, version) REFERENCES versions (article_id, version)
);
INSERT INTO "sentences" VALUES('bridge',1,0,0,21);
INSERT INTO "sentences" VALUES('bridge',1,1,22,38);
INSERT INTO "sentences" VALUES('ferry',1,0,0,37);
INSERT INTO "sentences" VALUES('gone',1,0,0,9);
INSERT INTO "sentences" VALUES('undated',1,0,0,18);
INSERT INTO "sentences" VALUES('bridge',2,0,0,19);
INSERT INTO "sentences" VALUES('bridge',2,1,20,39);
CREATE TABLE vectors (
	"key" TEXT NOT NULL, 
	model TEXT NOT NULL, 
	dims INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "vectors" VALUES('b15cea5f756faad95a6abcca58f338e47fb564d60dabbdb27f3075973549a3b0','test-model@0/fp32',8,X'C37EE73EC00E3C3E68DBAF3E5F9A19BDE8B13BBCC188633EF974423F6E6901BE');
INSERT INTO "vectors" VALUES('248a9d7302793c10cc89e12d5bd95b2ce94402a07109b76292d0e37749fdccac','test-model@0/fp32',8,X'9A834FBFD76E90BED2F359BDE6520DBE6F9EC1BE8A67623EA272AEBD02A952BE');
INSERT INTO "vectors" VALUES('515c5b1c52d4941ffb4f53dfabd1a8dd735d5bb9fd90f13cdda18b75e44a2b81','test-model@0/fp32',8,X'B5B4373D5A0BF43E927939BEBF61A83D05B436BE60142EBED853113F3F11173F');
INSERT INTO "vectors" VALUES('7ec825cd2956112419ccbf90030454b3b865c87747641658d2095cc9202afc53','test-model@0/fp32',8,X'28E2973EAA4E953EEF80AE3E6F12C53E0DBE233EDE333BBE0843E23E64280EBF');
INSERT INTO "vectors" VALUES('6fbc2dade97379c0b2960657946c0bce5975572625c5ce582d177e267ac77d15','test-model@0/fp32',8,X'FC52453E468E74BEBC1007BF26C5943E1926ED3D2CA59EBE33441FBF8DFB5C3E');
CREATE TABLE versions (
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	outlet TEXT, 
	byline TEXT, 
	url TEXT, 
	published_value TEXT, 
	published_precision TEXT NOT NULL, 
	published_basis TEXT NOT NULL, 
	source TEXT, 
	content_hash TEXT NOT NULL, 
	words_hash TEXT NOT NULL, 
	outlet_folded TEXT, 
	earliest TEXT, 
	latest TEXT, 
	language TEXT, 
	read_at TEXT NOT NULL, 
	PRIMARY KEY (article_id, version), 
	FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "versions" VALUES('bridge',1,'Title of bridge','The bridge is closed.
It opens in May.','Harbour Herald','By A. Lee',NULL,NULL,'none','unknown',NULL,'81033577846408e207c8b5ea151cd244d240d6a5813976d90301277e95955cfe','7e2e47502d9692b47010a1eb3a37f6de1ad1801721fb113ba93c19b4da871ee4','harbour herald',NULL,NULL,NULL,'2026-11-30T01:55:37+00:00');
INSERT INTO "versions" VALUES('ferry',1,'Fähre 🛳','Die Fähre fährt nicht – “nie wieder”.',NULL,NULL,NULL,'2025-05','month','stated',NULL,'3212137ff91c4dc524223eef9d7e65d0fd6018d6abc87cfb01a2a7edcee21176','ffec36f2a510de7cadb901f7f463a9381d09ce8fa42f13710c8cd46e7881b628',NULL,'2025-05-01','2025-05-31',NULL,'2026-11-30T01:55:37+00:00');
INSERT INTO "versions" VALUES('gone',1,'Title of gone','A rumour.',NULL,NULL,'https://example.org/gone','2025-05-19','day','stated',NULL,'721cc33623d3ad1247cda3f0da31d2ad0dcf652941d8143df622b26d2614c09d','018fd8c53546ede3e2db52e041b987e9d44ec2d9ea4e1fae58748252169f51d0',NULL,'2025-05-19','2025-05-19',NULL,'2026-11-30T01:55:37+00:00');
INSERT INTO "versions" VALUES('undated',1,'Title of undated','Nobody knows when.',NULL,NULL,NULL,NULL,'none','unknown','/articles/undated.txt','66e7ffaf580a79f6774f6d898f8457867ebc327b415a1681d973a4d700edd2be','69c297989d789338e2004ad92d9de1860ebf58b4d93781dd689f2161ab2c910c',NULL,NULL,NULL,NULL,'2026-11-30T01:55:37+00:00');
INSERT INTO "versions" VALUES('bridge',2,'Title of bridge','The bridge is open.
It opened in April.','Harbour Herald',NULL,NULL,NULL,'none','unknown',NULL,'b7537358203820ea22dc34e8cae29b6f02a8f4f096081c9a5dbb356e5c7e8037','314ee8435366cda96b5b181e56c40566f04f11f27c4452a1bf29083c6980ff33','harbour herald',NULL,NULL,NULL,'2026-11-30T01:55:37+00:00');
CREATE INDEX answers_by_conversation ON answers (conversation_id, created_at);
CREATE INDEX versions_by_words ON versions (words_hash);
CREATE UNIQUE INDEX passages_by_version ON passages (article_id, version, number);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('changes',6);
COMMIT;
