module github.com/smena-org/smena

go 1.26
