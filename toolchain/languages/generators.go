package main

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"net/http"

	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

const tool = "pulumi-language"

type (
	files   = map[string][]byte
	request = *pulumirpc.GeneratePackageRequest
	loader  = schema.ReferenceLoader
	project = workspace.Project
	paths   = map[string]string
)

// A generator writes SDKs, single programs and whole projects of a language.
type generator struct {
	sdk     func(pkg *schema.Package, request request, loader loader) (files, error)
	program func(program *pcl.Program) (files, hcl.Diagnostics, error)
	project func(directory string, project project, program *pcl.Program, dependencies paths) error
}

var generators = map[string]generator{
	"go": {
		sdk: func(pkg *schema.Package, request request, _ loader) (files, error) {
			return golang.GeneratePackage(tool, pkg, request.GetLocalDependencies())
		},
		program: golang.GenerateProgram,
		project: func(directory string, project project, program *pcl.Program, dependencies paths) error {
			return golang.GenerateProject(directory, project, program, dependencies)
		},
	},
	"python": {
		sdk: func(pkg *schema.Package, request request, loader loader) (files, error) {
			return python.GeneratePackage(tool, pkg, request.GetExtraFiles(), loader)
		},
		program: python.GenerateProgram,
		project: func(directory string, project project, program *pcl.Program, dependencies paths) error {
			return python.GenerateProject(directory, project, program, dependencies, "", "")
		},
	},
	"dotnet": {
		sdk: func(pkg *schema.Package, request request, _ loader) (files, error) {
			if pkg.LogoURL == "" {
				// Otherwise the generator downloads Pulumi's.
				http.DefaultTransport = logo{}
			}
			return dotnet.GeneratePackage(tool, pkg, request.GetExtraFiles(), request.GetLocalDependencies())
		},
		program: dotnet.GenerateProgram,
		project: func(directory string, project project, program *pcl.Program, dependencies paths) error {
			return dotnet.GenerateProject(directory, project, program, dependencies)
		},
	},
	"nodejs": {
		sdk: func(pkg *schema.Package, request request, loader loader) (files, error) {
			return nodejs.GeneratePackage(tool, pkg, request.GetExtraFiles(),
				request.GetLocalDependencies(), request.GetLocal(), loader)
		},
		program: nodejs.GenerateProgram,
		project: func(directory string, project project, program *pcl.Program, dependencies paths) error {
			return nodejs.GenerateProject(directory, project, program, dependencies, false)
		},
	},
}

// A logo answers every request with an image of one pixel.
type logo struct{}

func (logo) RoundTrip(request *http.Request) (*http.Response, error) {
	var content bytes.Buffer
	err := png.Encode(&content, image.NewNRGBA(image.Rect(0, 0, 1, 1)))
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Request: request, Body: io.NopCloser(&content),
	}, err
}
