-- duplicates: the copies among the articles of this run and those that are alike to them.
SELECT article_id, duplicate_of, duplicate_kind, similarity FROM copies
