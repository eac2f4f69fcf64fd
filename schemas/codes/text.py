"""Codes for the parts of an article and its links."""

from schemas.contract import Code


class SegmentKind(Code):
    """What a block of an article's text is."""

    TITLE = "title", "the headline"
    BYLINE = "byline", "who wrote it, with handle or role"
    PUBLISHED = "published", "when or where it was published"
    HEADING = "heading", "a section heading"
    PARAGRAPH = "paragraph", "running text"
    BLOCKQUOTE = "blockquote", "a quotation set off as a block"
    LIST_ITEM = "list_item", "one item of a list"
    CAPTION = "caption", "text belonging to a picture or table"
    CORRECTION = "correction", "a correction, update or editor's note"
    COMMENT = "comment", "a reader's comment"
    PINGBACK = "pingback", "another site's note that it links here"
    BOILERPLATE = "boilerplate", "the site's own text: menus, share buttons, reply forms"


#: Kinds that an author wrote as the article: only these give sentences and records of what happened.
NARRATIVE = frozenset(
    {
        SegmentKind.TITLE,
        SegmentKind.HEADING,
        SegmentKind.PARAGRAPH,
        SegmentKind.BLOCKQUOTE,
        SegmentKind.LIST_ITEM,
        SegmentKind.CAPTION,
        SegmentKind.CORRECTION,
    }
)

#: Kinds that make an article's body, by which copies are known: headlines and notes differ between copies.
BODY = frozenset({SegmentKind.PARAGRAPH, SegmentKind.BLOCKQUOTE, SegmentKind.LIST_ITEM})


class DuplicateKind(Code):
    """What makes one article a copy of another."""

    EXACT = "exact", "the same words in the same order"
    NEAR = "near", "the same text, edited: cut, with other words or numbers in places, or a paragraph more"
    SYNDICATED = "syndicated", "the same or edited text from another publisher, or credited to a news agency"


class LinkKind(Code):
    """Why an article points elsewhere."""

    CITATION = "citation", "the text cites or mentions the target"
    PINGBACK = "pingback", "the target says that it links here"
    RELATED = "related", "the site suggests the target as further reading"
    AUTHOR = "author", "the author's page or handle"
    SOCIAL = "social", "a share or follow link"
