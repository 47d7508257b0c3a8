package page

import "daftar/server/request"

// pager is a row of numbered pages, nil if there is only one page.
type pager struct {
	Prev, Next string
	Pages      []pageLink
}

// pageLink is a page, or a gap if Number is empty.
type pageLink struct {
	Number, URL string
	Current     bool
}

// pagerReach is the number of pages on either side of the current one; with both ends they fit on a phone.
const pagerReach = 2

func (w pageContext) newPager(p request.Params, total int) *pager {
	last := min(request.PageCount(total, p.Limit), request.MaxPage)
	if last < 2 {
		return nil
	}
	out := &pager{}
	if p.Page > 1 {
		out.Prev = p.AtPage(p.Page - 1).URL(request.PathSearch)
	}
	if p.Page < last {
		out.Next = p.AtPage(p.Page + 1).URL(request.PathSearch)
	}
	shown := 0
	for _, n := range pagesAround(p.Page, last) {
		if n != shown+1 {
			out.Pages = append(out.Pages, pageLink{})
		}
		out.Pages = append(out.Pages, pageLink{w.Number(n), p.AtPage(n).URL(request.PathSearch), n == p.Page})
		shown = n
	}
	return out
}

// pagesAround returns the first page, those around the current one, and the last.
func pagesAround(current, last int) []int {
	pages := []int{1}
	for n := max(2, current-pagerReach); n <= min(last-1, current+pagerReach); n++ {
		pages = append(pages, n)
	}
	return append(pages, last)
}
