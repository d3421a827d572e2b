"""The grammar: stages from a document to an article, all data in the language pack."""
