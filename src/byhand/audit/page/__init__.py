"""The report as one page: `filling` puts it together, `charts` draws for it, `whole` does both."""
